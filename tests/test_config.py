"""Settings of a repository: where they are found, what they may say, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint import CLEAN, DIRTY, Call, call

from normalizer.config import Config, ConfigError, find
from normalizer.settings import Settings

__all__ = ["call"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    assert find(folder) == Config(folder=folder)
    assert Config().settings(language=False) == Settings(language=False, fragments=False)
    assert Config().settings(language=True) == Settings()


def test_both_files_say_the_same(folder: Path) -> None:
    said = 'select = ["all"]\ntext-keys = ["story"]\nbaseline = "known.json"\n'
    (folder / "pyproject.toml").write_text("[tool.normalizer]\n" + said)
    one = find(folder)
    (folder / "normalizer.toml").write_text(said)
    other = find(folder)
    assert one.select == other.select == ("all",)
    assert one.settings(language=False).text_keys == ("story",)
    assert one.baseline == other.baseline == str(folder / "known.json")
    assert (one.where["select"], other.where["select"]) == (str(folder / "pyproject.toml"), str(folder / "normalizer.toml"))


def test_the_nearest_holds_and_the_repository_is_the_end(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "normalizer.toml").write_text('ignore = ["DAT"]')
    (folder / "a" / "pyproject.toml").write_text('[project]\nname = "normalizer"\n')
    assert find(folder / "a" / "b").ignore == ("DAT",)
    (folder / "a" / "pyproject.toml").write_text("[tool.normalizer]\n")
    assert find(folder / "a" / "b") == Config(folder=folder / "a")
    (folder / "c" / ".git").mkdir(parents=True)
    assert find(folder / "c") == Config(folder=folder / "c")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ('ignroe = ["DAT"]', "there is no setting 'ignroe'; did you mean 'ignore'?"),
        ("text_keys = []", "there is no setting 'text_keys'; did you mean 'text-keys'?"),
        ("colour = 1", "there is no setting 'colour'; there is select, ignore, text-keys, languages, rules, exclude, formats, baseline, per-path"),
        ('ignore = "DAT"', 'ignore is no list of strings: write it as ["...", "..."]'),
        ("languages = [1]", 'languages is no list of strings: write it as ["...", "..."]'),
        ('languages = ["en-GB"]', "languages: 'en-GB' is no language; write it as in BCP 47: en, pt, zh-Hans, sr-Latn"),
        (
            '[per-path]\n"a/**" = { languages = ["German"] }',
            "per-path: 'a/**': languages: 'German' is no language; write it as in BCP 47: en, pt, zh-Hans, sr-Latn",
        ),
        ('formats = ["jsonlines"]', "formats: there is no format 'jsonlines'; did you mean 'jsonl'?"),
        ("baseline = 1", 'baseline is no string: write it as baseline = "..."'),
        ('per-path = ["a"]', 'per-path is no table of patterns: write it as "archive/**" = { ignore = ["DAT"] }'),
        (
            '[per-path]\n"a/**" = { rules = ["x"] }',
            "per-path: 'a/**': there is no setting 'rules' for a path; there is select, ignore, text-keys, languages",
        ),
        ('[per-path]\n"a/**" = { ignroe = ["x"] }', "per-path: 'a/**': there is no setting 'ignroe' for a path; did you mean 'ignore'?"),
        ('rules = ["../mine"]', "rules: '../mine' lies outside {folder}; a path here stays inside the repository"),
        ('rules = ["/etc"]', "rules: '/etc' lies outside {folder}; a path here stays inside the repository"),
        ('rules = ["link"]', "rules: 'link' lies outside {folder}; a path here stays inside the repository"),
        ('baseline = "../known.json"', "baseline: '../known.json' lies outside {folder}; a path here stays inside the repository"),
        ("select = [", "Invalid value (at end of document); is it TOML in UTF-8?"),
    ],
)
def test_what_a_file_may_not_say(folder: Path, said: str, wrong: str) -> None:
    (folder / "link").symlink_to("/")
    (folder / "normalizer.toml").write_text(said)
    with pytest.raises(ConfigError) as error:
        find(folder)
    message = str(error.value)
    assert message.startswith(f"{folder / 'normalizer.toml'}: ")
    assert message.endswith(wrong.replace("{folder}", str(folder)))
    assert "\n" not in message


def test_a_wrong_file_is_wrong_use(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("pyproject.toml").write_text("[tool.normalizer]\nignroe = []\n")
    for arguments in (("check", "a.txt"), ("fix", "a.txt"), ("explain", "a.txt"), ("config",)):
        status, out, err = call(*arguments)
        assert (status, out) == (2, "")
        assert err == f"normalizer: {Path('pyproject.toml').resolve()}: there is no setting 'tool.normalizer.ignroe'; did you mean 'ignore'?\n"
    Path("pyproject.toml").write_text('[tool.normalizer.per-path]\n"*" = { ignore = ["DTA"] }\n')
    wrong = f"normalizer: {Path('pyproject.toml').resolve()}: there is no code 'DTA'; did you mean 'DAT'?\n"
    assert call("check", "a.txt") == call("fix", "a.txt") == (2, "", wrong)
    assert call("check", "a.txt", "--select", "DTA") == (2, "", "normalizer: there is no code 'DTA'; did you mean 'DAT'?\n")
    assert Path("a.txt").read_text() == DIRTY


def test_config_says_what_holds_and_from_where(call: Call) -> None:
    Path("normalizer.toml").write_text('ignore = ["DAT"]\n[per-path]\n"old/**" = { select = ["MOJ", "ENC"] }\n')
    status, out, err = call("config")
    file = Path("normalizer.toml").resolve()
    assert (status, err) == (0, "")
    assert [line.split("\t") for line in out.splitlines()] == [
        ["select", '["default"]', "default"],
        ["ignore", '["DAT"]', str(file)],
        ["text-keys", '["text", "body", "content", "raw", "maintext"]', "default"],
        ["languages", "[]", "default"],
        ["rules", "[]", "default"],
        ["exclude", "[]", "default"],
        ["formats", '["text", "json", "jsonl"]', "default"],
        ["baseline", "", "default"],
        ["per-path", 'old/**: select ["MOJ", "ENC"]', str(file)],
    ]


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("*.txt", ["a.txt", "x/y/a.txt"], ["a.txtx", "a.json"]),
        ("old", ["old/a.txt", "x/old/a.txt", "old"], ["older/a.txt"]),
        ("old/**", ["old/a", "old/b/c"], ["x/old/a"]),
        ("old/*", ["old/a", "old/b/c"], ["older/a"]),
        ("**/raw/?.txt", ["raw/a.txt", "x/y/raw/b.txt"], ["raw/ab.txt", "raw/a/b.txt"]),
        ("a.b", ["a.b"], ["axb"]),
        ("./a/b.txt", ["a/b.txt"], ["b.txt"]),
    ],
)
def test_patterns_of_paths(pattern: str, inside: list[str], outside: list[str]) -> None:
    config = Config(exclude=(pattern,))
    assert [path for path in inside if not config.excludes(path)] == []
    assert [path for path in outside if config.excludes(path)] == []


def test_later_patterns_win() -> None:
    config = Config(per_path=(("a/**", {"ignore": ("X",), "select": ("Y",)}), ("a/b/**", {"ignore": ()})))
    assert (config.at("a/b/c").ignore, config.at("a/b/c").select, config.at("a/c").ignore, config.at("b").ignore) == ((), ("Y",), ("X",), ())


def test_rules_of_the_repository_are_used(call: Call) -> None:
    line = "Brought to you by the Harbour Gazette reading circle"
    Path("a.txt").write_text(CLEAN + f"\n{line}\n")
    assert call("check", "a.txt") == (0, "", "")
    Path("mine/publishers").mkdir(parents=True)
    Path("mine/publishers/gazette.toml").write_text(
        '[[rule]]\nid = "gazette/circle"\nkind = "promo"\nlanguage = "en"\nwhat = "the reading circle\'s line"\nsource = "our own pages"\nzone = "tail"\n'
        'literals = ["Harbour Gazette"]\nwithin = 40\npattern = "^Brought to you by the Harbour Gazette reading circle$"\n'
        f'[[rule.match]]\ntext = "{line}"\ntakes = ["{line}"]\n'
        '[[rule.miss]]\ntext = "The Harbour Gazette has a reading circle."\nwhy = "prose"\n'
    )
    Path("normalizer.toml").write_text('rules = ["mine"]\n')
    status, out, err = call("check", "a.txt")
    assert (status, out.split(" ")[:2], err) == (1, ["a.txt:7:1", "PRO001"], "")  # the rule of the repository


def test_formats_that_are_not_looked_at(call: Call) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("b.json").write_text("nonsense")
    Path("normalizer.toml").write_text('formats = ["text"]\n')
    assert {line.split(":")[0] for line in call("check", ".")[1].splitlines()} == {"a.txt"}


def test_a_file_that_cannot_be_read_is_wrong_use(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("normalizer.toml").write_text("")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "normalizer.toml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    wrong = f"normalizer: {Path('normalizer.toml').resolve()}: cannot be read: Permission denied; allow it, or work in another folder\n"
    assert call("check", "a.txt") == call("config") == (2, "", wrong)
