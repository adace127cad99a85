"""The hooks of ``.pre-commit-hooks.yaml``, run by the real pre-commit in real repositories."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lint import CLEAN, DIRTY

import normalizer

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / ".pre-commit-hooks.yaml"
yaml = pytest.importorskip("yaml")
pytest.importorskip("pre_commit")


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(FILE.read_text(encoding="utf-8"))}


def module(hook: dict[str, Any]) -> str:
    """A hook's command as a module of this Python. Its own name is the one that no other package brings: charset-normalizer has a ``normalizer``."""
    name, command = hook["entry"].split(maxsplit=1)
    assert name == "article-normalizer"
    return f"normalizer {command}"


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with both hooks, run with this Python; pre-commit keeps its own things in the temporary folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "--quiet", ".")
    local = [hook | {"language": "system", "entry": f'"{sys.executable}" -m {module(hook)}'} for hook in hooks().values()]
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    Path(".git/info/exclude").write_text(".cache\n")
    return tmp_path


def run(hook: str, *options: str) -> tuple[int, str]:
    git("add", "--all")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "run", hook, *options], capture_output=True, text=True)
    return done.returncode, done.stdout


def test_clean_files_pass(repository: Path) -> None:
    Path("a.txt").write_text(CLEAN)
    Path("b.jsonl").write_text(json.dumps({"text": CLEAN.strip()}) + "\n")
    for hook in hooks():
        status, out = run(hook)
        assert (status, out.split(".")[-1].strip()) == (0, "Passed")


def test_dirty_files_fail_are_fixed_and_are_still(repository: Path) -> None:
    Path("a.txt").write_text(DIRTY)
    Path("deep").mkdir()
    Path("deep/b.jsonl").write_text(json.dumps({"id": 1, "text": DIRTY.strip()}) + "\n")
    Path("c.md").write_text(DIRTY)
    status, out = run("check-articles")
    assert (status, "- exit code: 1" in out, "files were modified" in out) == (1, True, False)
    assert re.findall(r"^(\S+?):\d+:\d+ (\w+)", out, re.MULTILINE) == [
        ("a.txt", "DAT001"), ("a.txt", "SGN001"), ("deep/b.jsonl", "DAT001"), ("deep/b.jsonl", "SGN001")
    ]  # fmt: skip
    status, out = run("normalize-articles")
    assert (status, "files were modified by this hook" in out) == (1, True)
    assert Path("a.txt").read_text() == CLEAN
    assert json.loads(Path("deep/b.jsonl").read_text()) == {"id": 1, "text": CLEAN.strip()}
    assert Path("c.md").read_text() == DIRTY
    assert run("normalize-articles")[0] == 0
    assert run("check-articles")[0] == 0


def test_a_name_is_no_option(repository: Path) -> None:
    Path("-a.txt").write_text(DIRTY)
    Path("--baseline=b.txt").write_text(DIRTY)
    status, out = run("check-articles")
    assert (status, "- exit code: 1" in out) == (1, True)
    assert {line.split(":")[0] for line in out.splitlines() if "DAT001" in line} == {"-a.txt", "--baseline=b.txt"}
    run("normalize-articles")
    assert Path("-a.txt").read_text() == Path("--baseline=b.txt").read_text() == CLEAN


def test_a_commit_is_stopped_and_then_goes_through(repository: Path) -> None:
    Path("a.txt").write_text(DIRTY)
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], check=True, capture_output=True)
    git("add", "--all")
    with pytest.raises(subprocess.CalledProcessError):
        git("commit", "-m", "one")
    git("add", "--all")
    git("commit", "-m", "one")
    assert Path("a.txt").read_text() == CLEAN


def test_project_files_are_passed_over(repository: Path) -> None:
    names = (
        "README.txt", "docs/readme.en.txt", "LICENSE.txt", "requirements.txt", "requirements-dev.txt", "dev-requirements.txt", "robots.txt", "CMakeLists.txt", "LICENSE-MIT.txt",
        "package.json", "tsconfig.json", "tsconfig.build.json", "article.schema.json", "node_modules/a/story.txt",
    )  # fmt: skip
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(DIRTY)
    for hook in hooks():
        status, out = run(hook, "--all-files")
        assert (status, "(no files to check)" in out) == (0, True)


@pytest.mark.parametrize(
    "name",
    [
        "a.txt", "2019/06/27/story.txt", "requirements-for-new-ferries.txt", "readmore.json", "x/licence-to-fish.jsonl", "x/licence-to-fish.txt",
        "news-2019-06-27.txt", "security-council.txt", "robots-at-sea.txt", "a.ndjson", "changes-at-the-top.txt", "schema.json", "packages.json",
    ],
)  # fmt: skip
def test_articles_are_not_taken_for_project_files(name: str) -> None:
    for hook in hooks().values():
        assert re.search(hook["files"], name)
        assert not re.search(hook["exclude"], name)


def test_the_file_says_what_pre_commit_needs() -> None:
    from pre_commit.clientlib import load_manifest

    load_manifest(str(FILE))
    found = hooks()
    assert list(found) == ["check-articles", "normalize-articles"]
    for hook in found.values():
        assert (hook["types"], hook["require_serial"], hook["files"]) == (["text"], True, r"\.(txt|json|jsonl|ndjson)$")


def test_the_entry_points_are_there() -> None:
    for hook in hooks().values():
        done = subprocess.run([sys.executable, "-m", *module(hook).split(), "--help"], capture_output=True, text=True)
        assert (done.returncode, "PATH..." in done.stdout) == (0, True)
    assert 'article-normalizer = "normalizer.cli:command"' in (ROOT / "pyproject.toml").read_text()
    assert normalizer.__version__
