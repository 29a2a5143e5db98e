"""The words of the page that are the same for every catalogue."""

FIGURES = """\
# Danh sách chỉ tiêu và cách ghi số liệu

Trang này do phần mềm lập từ danh mục; sửa danh mục rồi lập lại bằng `cchc schema --format md`, đừng sửa trang này.
Phần đầu nói cách ghi tệp số liệu, tệp đơn vị và danh mục; phần sau là bảng mọi chỉ tiêu và quy tắc.

## Tệp số liệu của một kỳ

Mỗi kỳ một tệp trong thư mục của đơn vị: `2024-03.yaml` (tháng 3), `2024-q1.yaml` (quý I), `2024-6t.yaml` (6 tháng đầu năm),
`2024-9t.yaml` (9 tháng), `2024.yaml` (cả năm), `2024-01-05_2024-02-20.yaml` (từ ngày đến ngày). Lệnh `cchc new` tạo tệp trống.
Tệp gồm các phần; dưới mỗi phần, mỗi chỉ tiêu một dòng thụt vào hai dấu cách: mã, dấu hai chấm, một dấu cách, giá trị.

```yaml so-lieu
tthc:
  ban_hanh_moi: 72
  sua_doi: 91
  thay_the: 23
  bai_bo: 68
tai_chinh:
  thu_ngan_sach: 1.541 tỷ đồng
  giai_ngan_ty_le: 23,80%
```

- Dòng để trống là chưa điền, giống như không có dòng đó; không bao giờ được coi là 0. Bằng không thì ghi 0.
- Chỉ tiêu có công thức thì không cần ghi; nếu ghi thì phải khớp với công thức.
- Chỉ tiêu bắt buộc phải có khi phần của nó đã có số liệu. Phần không có số liệu nào thì bài không có phần đó.
- Từ dấu # (có dấu cách trước và sau) đến hết dòng là chú thích.
- Câu chữ có dấu hai chấm hoặc dấu # thì đặt trong dấu nháy kép.
- Trong câu chữ, `[tthc.bai_bo]` được thay bằng con số của chỉ tiêu, `[ky.ten]` bằng tên kỳ, `[ky.nam]` bằng năm. Kèm đơn
  vị: `[tthc.bai_bo|kem_don_vi]`; nói gần đúng: `[tthc.hs_tiep_nhan|xap_xi]` in «gần 57.000» hoặc «hơn 57.000» (`xap_xi_tren`:
  «trên»); so với kỳ khác: `[tthc.hs_tiep_nhan|cung_ky|so_voi]`, trong đó `cung_ky` hoặc `ky_truoc`, rồi một trong `so_voi`,
  `tang_giam`, `phan_tram`, `bang`, `tu_den`, `muc_tu_den`, `truoc` (số của kỳ kia).
- Con số ghi đúng như có, không ghi «khoảng», «gần» cạnh con số.
"""

KINDS = """\
## Cách ghi từng kiểu

| kiểu | là gì | cách ghi | ví dụ |
|---|---|---|---|
| `so_dem` | số đếm | số nguyên, dấu chấm ngăn hàng nghìn; có thể kèm đúng đơn vị của chỉ tiêu | `27.672`, `68 TTHC` |
| `thap_phan` | số có phần lẻ | dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ | `88,37` |
| `tien` | số tiền | như trên, nên kèm đơn vị tiền; các đơn vị tiền tự đổi cho nhau | `1.541 tỷ đồng` |
| `phan_tram` | tỷ lệ | như trên, có hoặc không có dấu % | `26,48%` |
| `hang` | thứ hạng, số thứ tự | số nguyên; hạng nhỏ hơn là tốt hơn nếu ghi `tang_la_tot: không` | `12` |
| `ngay` | ngày | ngày-tháng-năm, năm đủ bốn chữ số | `3-2-2024`, `3/2/2024` |
| `thoi_diem` | ngày và giờ | ngày, dấu gạch, giờ | `25/03/2024 - 05:48` |
| `ky` | kỳ | tháng, quý, 6 tháng, 9 tháng, năm | `quý II năm 2024`, `tháng 3-2024`, `năm 2023` |
| `van_ban` | văn bản | số và ký hiệu; ngày ban hành là chỉ tiêu riêng | `8009/KH-UBND`, `18-NQ/TW` |
| `chu` | câu chữ | một hoặc nhiều dòng | `đang tổng hợp kết quả` |
| `danh_sach` | danh sách | mỗi mục một dòng ở dưới, bắt đầu bằng «- » | |
| `anh` | ảnh | tên tệp PNG hoặc JPEG đặt cạnh tệp số liệu | `hop.png` |

Mỗi dòng một số: `1.475/1.794` phải tách thành hai chỉ tiêu.

Tính chất của chỉ tiêu cho biết con số nói về khoảng thời gian nào: **trong kỳ** (chỉ tính trong kỳ báo cáo), **lũy kế** (từ đầu
năm đến cuối kỳ, nên trong một năm không giảm), **cuối kỳ** (tình trạng vào ngày cuối kỳ, hoặc kế hoạch của cả năm).
"""

OTHER_KEYS = """\
## Những khóa khác của tệp số liệu

**`ky`**: ngày lấy số liệu và kỳ để so sánh. Khóa nào không cần thì bỏ.

```yaml so-lieu
ky:
  ten: quý I năm 2024        # không cần ghi: tên tệp đã cho biết kỳ; nếu ghi thì phải khớp
  tu_ngay: 15-12-2023        # ngày bắt đầu lấy số liệu
  den_ngay: 14-3-2024        # ngày chốt số liệu
  ky_truoc: quý IV năm 2023  # kỳ để so với kỳ trước; «không»: không so
  cung_ky: quý I năm 2023    # kỳ để so với cùng kỳ; «không»: không so
```

Báo cáo nêu ngày lấy số liệu nếu tệp có ghi. Không ghi `ky_truoc`, `cung_ky` thì là kỳ liền trước cùng loại và cùng kỳ năm trước, nếu có tệp của kỳ đó. Ngày lấy số liệu thường
theo Nghị định 09/2019/NĐ-CP, Điều 12: từ ngày 15 của tháng trước kỳ báo cáo đến ngày 14 của tháng cuối kỳ.

**`mau_so`**: tỷ lệ không có công thức thì tính trên gì. Mỗi dòng: mã tỷ lệ (viết đủ cả phần), dấu hai chấm, mã chỉ tiêu hoặc lời.

```yaml so-lieu
mau_so:
  so_hoa.thanh_toan_ty_le: hồ sơ có nghĩa vụ tài chính
  so_hoa.tich_hop_ty_le: so_hoa.dvc_tong
```

Mẫu số hai kỳ khác nhau thì hai tỷ lệ không được đem so.

**`chi_tiet`**: số liệu chia theo cấp, theo đơn vị. Dưới mã chỉ tiêu (viết đủ cả phần) là mã cấp hoặc tên đơn vị, rồi giá trị;
đơn vị có thể xếp dưới cấp của nó, số của cả cấp thì ghi ở dòng `tong`. Tổng ghi ở phần của chỉ tiêu như thường; không ghi thì
được cộng lại. Những đơn vị không kê riêng ghi chung một dòng `Các đơn vị khác`.

```yaml so-lieu
chi_tiet:
  bo_may.bien_che_giao:
    tinh: 1.560
    xa: 410
  bo_may.bien_che_co_mat:
    tinh:
      Sở Xây dựng: 112
      Sở Y tế: 93
    xa:
      tong: 260
      Xã Tân Phú: 25
      Các đơn vị khác: 235
```

**`mien_tru`**: số đúng mà không khớp vì lý do chính đáng. Mỗi miễn trừ đủ bốn khóa: `quy_tac` là mã quy tắc, hoặc mã chỉ tiêu có công
thức; `den_ngay` là ngày cuối cùng còn miễn trừ, không được trước ngày cuối kỳ.

```yaml so-lieu
mien_tru:
  - quy_tac: tthc.cong_bo
    ly_do: một thủ tục vừa sửa đổi vừa thay thế
    nguoi_duyet: Trưởng phòng Kiểm soát TTHC
    den_ngay: 30-6-2024
```
"""

UNIT = """\
## Tệp đơn vị `don-vi.yaml`

Ghi một lần tên gọi, thể thức của đơn vị (các phần có chữ «ghi ở don-vi.yaml» trong bảng dưới), và những khóa sau.

- `cach_viet`: cách viết ngày, theo mẫu ngày 3-2-2024 hoặc 05/3/2024: `ngay` trong câu, `ngay_bao_cao` trong báo cáo, `ngay_dang` ở
  dòng ngày đăng bài.
- `viet_tat`: chữ viết tắt của đơn vị và nghĩa đầy đủ.
- `to_chuc`: đơn vị có từ ngày nào, lập từ những đơn vị nào. `tu_ngay`, `den_ngay`: ngày đầu, ngày cuối của đơn vị; `tien_than`: danh
  sách thư mục của các đơn vị trước khi sắp xếp; `ke_tiep`: thư mục của đơn vị thay thế; `so_sanh_duoc`: danh sách mã phần, mã chỉ tiêu
  mà số của các đơn vị trước cộng lại thì so sánh được; `ly_do`: vì sao chỉ tiêu khác không so sánh được.
- `gian_doan`: danh sách những ngày mà từ đó số liệu không so được với trước. Mỗi mục: `tu_ngay`, `ly_do`; `chi_tieu`: mã phần, mã chỉ
  tiêu bị ảnh hưởng (không ghi thì là tất cả); `tru`: những mã vẫn so được.

```yaml don-vi
to_chuc:
  tu_ngay: 1-7-2025
  tien_than:
    - ben-tre
  so_sanh_duoc:
    - tthc.hs_qua_han
  ly_do: hợp nhất tỉnh
gian_doan:
  - tu_ngay: 1-7-2025
    ly_do: bỏ cấp huyện
    chi_tieu:
      - chi_dao
    tru:
      - chi_dao.nhiem_vu
```

Tên gọi đổi theo thời gian thì ghi từng giá trị với thời hạn; phần mềm chọn giá trị có hiệu lực vào ngày cuối kỳ:

```yaml don-vi
don_vi:
  ban_can_su:
    - la: Ban cán sự đảng UBND tỉnh
      den_ngay: 31-12-2024
    - la: Đảng ủy UBND tỉnh
      tu_ngay: 1-1-2025
```
"""

CATALOGUE = """\
## Thêm vào danh mục

Đơn vị thêm chỉ tiêu, quy tắc, phần của riêng mình vào `danh-muc.yaml` trong thư mục của đơn vị; viết như danh mục chung.

```yaml danh-muc
phan:
  y_te:
    nhan: Y tế cơ sở
    chi_tieu:
      tram:
        nhan: Số trạm y tế
        don_vi: trạm
        tinh_chat: cuối kỳ
        bat_buoc: có
      tram_dat_chuan:
        nhan: Trạm y tế đạt chuẩn
        don_vi: trạm
        tinh_chat: cuối kỳ
        tang_la_tot: có
      tram_ty_le:
        nhan: Tỷ lệ trạm y tế đạt chuẩn
        kieu: phan_tram
        tinh_chat: cuối kỳ
        cong_thuc: = tram_dat_chuan / tram
    kiem_tra:
      dat_chuan_khong_qua_tong:
        quy_tac: tram_dat_chuan <= tram
        thong_bao: Trạm đạt chuẩn không thể nhiều hơn tổng số trạm
```

Mã viết không dấu, chữ thường, nối bằng gạch dưới. Khóa của một phần: `nhan` (bắt buộc), `chi_tieu`, `kiem_tra`; `ghi_o: don-vi.yaml` nếu
giá trị ghi trong tệp đơn vị; `la_linh_vuc: không` nếu không phải là một lĩnh vực của báo cáo.

Khóa của một chỉ tiêu, chỉ `nhan` là bắt buộc:

| khóa | nghĩa |
|---|---|
| `nhan` | tên đầy đủ, dùng trong bảng, thông báo |
| `goi` | cách gọi ngắn khi kể trong câu: «bãi bỏ» trong «bãi bỏ 68 TTHC» |
| `kieu` | kiểu giá trị, như bảng trên; không ghi là `so_dem` |
| `don_vi` | đơn vị tính; không ghi thì tỷ lệ là %, tiền là đồng |
| `so_le` | số chữ số lẻ khi phần mềm tự tính; không ghi thì tỷ lệ và số có phần lẻ là 2 |
| `cong_thuc` | cách tính từ chỉ tiêu khác: `= a + b`, `= a / b` |
| `bat_buoc` | `có`: phần đã có số liệu thì phải có chỉ tiêu này |
| `it_nhat`, `nhieu_nhat` | giới hạn; không ghi thì từ 0, tỷ lệ đến 100; `không` để bỏ giới hạn |
| `tang_la_tot` | `có`: tăng là tốt; `không`: tăng là xấu; không ghi thì không khen chê |
| `tinh_chat` | `trong kỳ` (nếu không ghi), `lũy kế`, `cuối kỳ` |
| `mau_so` | tỷ lệ không có công thức thì tính trên gì: mã chỉ tiêu hoặc lời |
| `bien_dong` | tăng, giảm quá mức này so với kỳ trước thì cảnh báo: `50%`; với tỷ lệ là số điểm phần trăm; `không` để bỏ |
| `den_ngay` | ngày cuối cùng còn dùng chỉ tiêu |
| `can_xac_nhan` | `có`: định nghĩa chưa đối chiếu với biểu mẫu của Bộ Nội vụ; sai công thức, giới hạn chỉ là cảnh báo |
| `ghi_chu` | giải thích thêm |
| `thay_the` | `có`: cố ý thay chỉ tiêu hoặc quy tắc cùng mã của danh mục chung |

**Công thức** viết như trong Excel, với `+`, `-`, `*`, `/`, dấu ngoặc. Chỉ tiêu cùng phần viết mã ngắn, phần khác viết đủ: `tthc.tong`.
Dùng được cả số của kỳ khác và của một cấp:

| viết | là |
|---|---|
| `ky_truoc(a)` | số của kỳ trước |
| `cung_ky(a)` | số của cùng kỳ năm trước |
| `dau_ky(a)` | số cuối của kỳ kết thúc ngay trước kỳ này (chỉ tiêu lũy kế, cuối kỳ) |
| `a[xa]` | số của một cấp, ghi ở `chi_tiet` |

**Quy tắc** nằm dưới `kiem_tra`: `quy_tac` so hai công thức bằng `=`, `<=`, `<`, `>=`, `>`, `<>`; `thong_bao` là câu báo khi sai; `muc`: `lỗi`
(nếu không ghi) hoặc `cảnh báo`; `khi_thieu` là việc phải làm khi thiếu số liệu: `lưu ý` (nếu không ghi), `bỏ qua`, `lỗi`.

Những khóa khác ở đầu danh mục, cùng hàng với `phan`:

| khóa | nghĩa |
|---|---|
| `don_vi_tinh` | đơn vị đổi được: `tỷ đồng: 1.000.000.000 đồng` |
| `viet_tat` | chữ viết tắt và nghĩa đầy đủ |
| `ten_co_dinh` | danh sách tên riêng có chữ số mà mẫu được viết thẳng |
| `loai_van_ban` | chữ viết tắt trong ký hiệu văn bản và tên loại: `KH: Kế hoạch` |
| `cap` | cấp hành chính: mã, rồi `nhan`, `tu_ngay`, `den_ngay` |
| `muc_thay_doi` | cách gọi mức tăng, giảm; `phan_tram` cho số đếm, số tiền, `diem` cho tỷ lệ. Mỗi mục: `tu`, `den`, `tang`, `giam`; các mức nối liền nhau, bắt đầu từ 0, mức cuối không có `den` |
| `bien_dong` | mức chung để cảnh báo hơn kém kỳ trước: `phan_tram`, `diem` |

```yaml danh-muc
cap:
  dac_khu:
    nhan: đặc khu
    tu_ngay: 1-7-2025
muc_thay_doi:
  diem:
    - tu: 0
      den: 2
      tang: tăng nhẹ
      giam: giảm nhẹ
    - tu: 2
      tang: tăng mạnh
      giam: giảm mạnh
bien_dong:
  phan_tram: 300
  diem: 20
```
"""
