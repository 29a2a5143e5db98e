"""Types into a workbook as a person would, in LibreOffice without a screen; run by the system's Python, which has ``uno``.

Standard input is JSON: ``source`` and ``target`` are paths, ``filter`` the name of LibreOffice's filter, ``profile`` a folder,
``typed`` what is typed, by sheet and cell; an empty text empties the cell. ``moved`` names rows to be sorted, by sheet: the
range and the column, from 0.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}


def main() -> None:
    task = json.load(sys.stdin)
    pipe = f"cchc{abs(hash(task['profile']))}"
    command = ["soffice", f"-env:UserInstallation=file://{task['profile']}", "--headless", "--norestore", "--nodefault"]
    office = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        context = connected(pipe, office)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        fill(context, desktop, task)
    finally:
        # Not closed politely: after saving as .ods, LibreOffice 7.4 may fall over while it closes.
        os.killpg(office.pid, signal.SIGKILL)


def connected(pipe: str, office: "subprocess.Popen[bytes]") -> Any:
    """The running office, once it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while office.poll() is None:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit(f"soffice ended with {office.returncode}")


def fill(context: Any, desktop: Any, task: dict[str, Any]) -> None:
    """Open, sort, type, save."""
    document = desktop.loadComponentFromURL(Path(task["source"]).as_uri(), "_blank", 0, properties(Hidden=True))
    controller = document.getCurrentController()
    for name, (area, column) in task.get("moved", {}).items():
        sheet = document.getSheets().getByName(name)
        sheet.unprotect("")
        sort(sheet.getCellRangeByName(area), column)
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for name, cells in task["typed"].items():
        controller.setActiveSheet(document.getSheets().getByName(name))
        for cell, text in cells.items():
            go = properties(ToPoint=cell)
            dispatcher.executeDispatch(controller.getFrame(), ".uno:GoToCell", "", 0, go)
            entered = properties(StringName=text)
            dispatcher.executeDispatch(controller.getFrame(), ".uno:EnterString", "", 0, entered)
    target = Path(task["target"])
    document.storeToURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix[1:]]))


def sort(area: Any, column: int) -> None:
    """Sort the rows of a range by one of its columns, as Data, Sort does."""
    field = TableSortField()
    field.Field = column
    field.IsAscending = False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort(properties(SortFields=fields, ContainsHeader=False))


def properties(**values: Any) -> tuple[PropertyValue, ...]:
    """Named arguments as UNO takes them."""
    found = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        found.append(one)
    return tuple(found)


main()
