"""``python -m cchc_report``: the same as ``cchc``, for machines where scripts are not on the path."""

from cchc_report.cli import main

if __name__ == "__main__":
    main()
