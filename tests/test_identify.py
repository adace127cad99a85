"""Text in, languages out."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from normalizer import identify
from normalizer.identify import names, ngrams, softmax

SENTENCES = {
    "en": "The minister said on Tuesday that the bridge would stay closed until the end of the month.",
    "de": "Der Minister sagte am Dienstag, die Brücke werde bis zum Ende des Monats gesperrt bleiben.",
    "fr": "Le ministre a déclaré mardi que le pont resterait fermé jusqu'à la fin du mois.",
    "es": "El ministro dijo el martes que el puente seguirá cerrado hasta finales de mes.",
    "tr": "Bakan salı günü yaptığı açıklamada köprünün ay sonuna kadar kapalı kalacağını söyledi.",
    "pl": "Minister powiedział we wtorek, że most pozostanie zamknięty do końca miesiąca.",
    "ru": "Министр заявил во вторник, что мост останется закрытым до конца месяца.",
    "uk": "Міністр заявив у вівторок, що міст залишиться закритим до кінця місяця.",
    "el": "Ο υπουργός είπε την Τρίτη ότι η γέφυρα θα μείνει κλειστή έως το τέλος του μήνα.",
    "ar": "قال الوزير يوم الثلاثاء إن الجسر سيبقى مغلقا حتى نهاية الشهر.",
    "ja": "大臣は火曜日、橋は月末まで閉鎖されたままだと述べた。",
    "ko": "장관은 화요일 다리가 이달 말까지 폐쇄될 것이라고 말했다.",
    "th": "รัฐมนตรีกล่าวเมื่อวันอังคารว่าสะพานจะยังคงปิดจนถึงสิ้นเดือน",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_sentence_is_named(language: str, text: str) -> None:
    assert identify.candidates(text)[0][0] == language


@pytest.mark.parametrize("text", ["", "2", "27.06.2019 03:57", "*** --- ***", "a1", "\0\0\0"])
def test_nothing_is_said_of_a_text_without_words(text: str) -> None:
    assert identify.candidates(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("政府今天宣布关闭这座桥，直到月底。", "zh-Hans"),
        ("政府今天宣布關閉這座橋，直到月底。", "zh-Hant"),
        ("Председник владе изјавио је данас да ће мост бити затворен.", "sr"),
        ("Predsjednik vlade izjavio je danas da će most biti zatvoren.", "hr"),
        ("Predsednik vlade izjavio je danas da će most biti zatvoren.", "hr"),
        ("وەزیر ڕۆژی سێشەممە ڕایگەیاند کە پردەکە تا کۆتایی مانگ دادەخرێت.", "ckb"),
        ("Ministeren sa tirsdag at broen ikke åpner før i slutten av måneden.", "nb"),
        ("Statsråden sa tysdag at brua ikkje opnar før i slutten av månaden.", "nb"),
        ("所属事務所は鈴木企画。", "ja"),
    ],
)
def test_groups_and_scripts(text: str, language: str) -> None:
    assert identify.candidates(text)[0][0] == language


def test_only_the_languages_asked_for_are_answered() -> None:
    assert {name for name, _ in identify.candidates(SENTENCES["de"], among=("nl", "en", "da"))} <= {"nl", "en", "da"}
    assert identify.candidates("Predsednik vlade izjavio je danas da će most biti zatvoren.", among=("sr", "en"))[0][0] == "sr-Latn"
    assert identify.candidates("Statsråden sa tysdag at brua ikkje opnar no.", among=("nn", "da"))[0][0] == "nn"
    assert identify.candidates(SENTENCES["de"], among=("de",)) == [("de", 1000)]


@pytest.mark.parametrize(
    ("backend", "among", "says"),
    [
        ("cld", (), "no such language backend: 'cld'; try one of py3langid, langdetect, fasttext"),
        ("fasttext", (), "name one as fasttext:/path/to/lid.176.ftz"),
        ("fasttext:/nowhere/lid.176.ftz", (), "name one as fasttext:/path/to/lid.176.ftz"),
        ("py3langid", ("tlh",), "py3langid does not know tlh"),
    ],
)
def test_wrong_use_is_told_in_one_line(backend: str, among: tuple[str, ...], says: str) -> None:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as raised:
        identify.candidates("Some words in a row.", backend, among)
    assert says in str(raised.value)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "tr", "pl", "ru", "uk", "el", "ar", "ja", "ko", "th"])
def test_langdetect_is_seeded_and_masked(language: str) -> None:
    first = identify.candidates(SENTENCES[language], "langdetect")
    assert first[0][0] == language
    assert identify.candidates(SENTENCES[language], "langdetect") == first


def test_langdetect_does_not_call_traditional_chinese_korean() -> None:
    assert identify.candidates("政府今天宣布關閉這座橋，直到月底。", "langdetect")[0][0] == "zh-Hant"


def _library() -> Iterator[tuple[str, str]]:
    shared = Path(__file__).resolve().parents[1].parent / "shared" / "textbench" / "sentences.jsonl"
    if not shared.is_file():
        pytest.skip("no shared sentences here")
    for at, line in enumerate(shared.open(encoding="utf-8")):
        if at % 9 == 0:
            yield json.loads(line)["text"], json.loads(line)["lang"]


def test_the_derived_model_answers_as_the_library_does() -> None:
    """The n-grams are the library's one for one; scores differ by the rounding of the logarithm of a count alone."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    library = LanguageIdentifier.from_model_file(MODEL_FILE)
    model = ngrams.model()
    texts = [text for text, _ in _library()]
    for text, row in zip(texts, model.whole(ngrams.encode(texts), range(len(texts))), strict=True):
        assert model.names[int(row.argmax())].split("-")[0] == library.classify(text)[0], text


def test_a_walk_in_stretches_meets_the_n_grams_of_a_walk_byte_by_byte() -> None:
    text = " ".join(SENTENCES.values())
    model = ngrams.model()
    data = ngrams.encode([text]).data
    state, walked = 0, []
    for byte in data.tolist():
        state = int(model._next[int(model._row[state]) + byte])
        walked.append(int(model._gram[state]))
    assert model._grams([data])[0].tolist() == walked


def test_segments_do_not_touch_each_other() -> None:
    """Scored together or alone: the same."""
    texts = [*SENTENCES.values(), "EINE ZEILE IN VERSALIEN", "mit \0 darin", "e\u0301te\u0301", "x"]
    together = ngrams.model().whole(ngrams.encode(texts), range(len(texts)))
    sampled = ngrams.model().sampled(ngrams.encode(texts))
    for text, row, glance in zip(texts, together, sampled, strict=True):
        assert np.array_equal(ngrams.model().whole(ngrams.encode([text]), [0])[0], row)
        assert len(text) < 4 or np.array_equal(ngrams.model().sampled(ngrams.encode([text]))[0], glance)


def test_the_model_is_that_of_the_library_installed() -> None:
    """``python -m normalizer.identify.build`` makes it anew after a change of the pinned version."""
    import py3langid

    packed = (Path(py3langid.__file__).parent / "data" / "model.npz.xz").read_bytes()
    assert hashlib.sha256(packed).hexdigest() in names.read("py3langid.toml")["made_from"]


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    for name in ("py3langid.npz", "py3langid.toml"):
        (tmp_path / name).write_bytes((names.folder() / name).read_bytes())
    data = bytearray((tmp_path / "py3langid.npz").read_bytes())
    data[1000] ^= 1
    (tmp_path / "py3langid.npz").write_bytes(data)
    with pytest.raises(ValueError, match="is damaged: reinstall"):
        ngrams.Model(tmp_path / "py3langid.npz")


@pytest.mark.parametrize(
    ("behind", "shares"), [({}, []), ({"a": 0}, [("a", 1000)]), ({"b": 0, "a": 0}, [("a", 500), ("b", 500)]), ({"a": 0, "b": 9000}, [("a", 1000)])]
)
def test_shares_are_integers_per_mille(behind: dict[str, int], shares: list[tuple[str, int]]) -> None:
    assert softmax.shares(behind) == shares


@pytest.mark.parametrize(
    ("text", "script"), [("Brücke", "Latn"), ("мост", "Cyrl"), ("橋です", "Kana"), ("123", None), ("γέφυρα x", "Grek"), ("جسر", "Arab")]
)
def test_script(text: str, script: str | None) -> None:
    assert names.script(text) == script


def test_threads_and_processes_agree() -> None:
    texts = list(SENTENCES.values()) * 3
    alone = [identify.candidates(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(identify.candidates, texts)) == alone
    for way in ("fork", "spawn"):
        with ProcessPoolExecutor(1, mp_context=get_context(way)) as processes:
            assert list(processes.map(identify.candidates, texts[:4])) == alone[:4]


def test_importing_loads_no_model_and_no_numpy() -> None:
    code = "import sys, normalizer.identify, normalizer.language; print(sorted({'numpy', 'py3langid', 'langdetect'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
