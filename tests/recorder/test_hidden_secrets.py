"""A HAR file with secrets in odd places: none is in what the recorder writes or prints, in whatever encoding."""

from __future__ import annotations

import base64
import html
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import record

from tests.recorder.exchanging import CREDENTIALS
from tests.recorder.hars import Entry, address, archive, entry, key_headers, packed
from tests.recorder.leaks import Readings, strings_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATHS = {"klarify": "/api/procedures", "klipfolio": "/users", "kloudless": "/applications"}


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "upper": str.upper,
    "percent": lambda secret: quote(secret, safe=""),
    "percent twice": lambda secret: quote(quote(secret, safe=""), safe=""),
    "base64": b64,
    "base64 at one": lambda secret: b64("x" + secret),
    "base64 at two": lambda secret: b64("xy" + secret + "z"),
    "base64 twice": lambda secret: b64(b64(secret)),
    "url-safe": lambda secret: base64.urlsafe_b64encode(b">>?" + secret.encode()).decode().rstrip("="),
    "hex": lambda secret: secret.encode().hex(),
    "entities": lambda secret: "".join(f"&#{ord(letter)};" for letter in secret),
    "escaped": html.escape,
    "JSON inside": lambda secret: json.dumps({"a": [json.dumps({"b": secret})]}),
    "backslashes": lambda secret: "".join(f"\\u{ord(letter):04x}" for letter in secret),
    "sentence": lambda secret: f"The key {secret} of jane.roe@example.org is wrong",
    "bearer": lambda secret: f"Bearer {secret}",
    "JWT": lambda secret: ".".join(
        b64(part).rstrip("=") for part in ('{"alg":"none"}', json.dumps({"sub": secret}), "s")
    ),
    "URL": lambda secret: (
        f"https://u:{quote(secret, safe='')}@{b64(secret).rstrip('=').lower()}.example.net/"
        f"a/{quote(secret, safe='')}?k={quote(secret)}#t={quote(secret)}"
    ),
    "path": lambda secret: f"/users/{quote(secret, safe='')}?token={quote(secret)}",
    "mail": lambda secret: f"{quote(secret, safe='')}@example.org",
    "utf-16": lambda secret: base64.b64encode(secret.encode("utf-16-le")).decode(),
}


class Hidden:
    """Makes a secret for every place, so that one which comes to light tells where it was."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        return self.places.setdefault(place, f"zQ{len(self.places):03d}.Hid/den+{len(self.places) * 7919:06d}k")


def row(api: str, **more: object) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = {
        "klarify": {
            "id": "12345",
            "name": "Invoice Approval",
            "status": "published",
            "owner": "Jane Roe",
            "updated_at": "2023-11-27T14:30:00Z",
            "url": "https://acme-inc.klarify.me/process/12345",
            "lanes": [],
            "called_within": [],
            "called_from": [],
        },
        "klipfolio": {"id": "ab" * 16, "first_name": "Jane", "last_name": "Roe", "email": "jane.roe@acme-inc.com"},
        "kloudless": {
            "id": "wSPk9y5D7p5o87k0ACGKxR",
            "name": "Acme Inc sync",
            "description": "For Jane Roe",
            "logo_url": "",
            "active": True,
            "implicit_grant_enabled": False,
            "recent_enabled": False,
            "events_enabled": False,
            "created": "2023-11-27T03:57:16.770685Z",
            "modified": "2023-11-27T03:57:16.770685Z",
        },
    }
    return {**rows[api], **more}


def page(api: str, rows: list[Any], **more: object) -> dict[str, Any]:
    if api == "klarify":
        return {"data": rows, "hasNext": False, "totalCount": 1, **more}
    if api == "klipfolio":
        return {"meta": {"success": True, "status": 200, "count": 1}, "data": {"users": rows}, **more}
    return {"total": 1, "count": 1, "page": 1, "objects": rows, **more}


def odd_rows(api: str, hidden: Hidden) -> list[Any]:
    text = "first_name" if api == "klipfolio" else "name"
    rows: list[Any] = [row(api, **{text: spell(hidden(f"{text}, {how}"))}) for how, spell in SPELLINGS.items()]
    rows += [row(api, new_member=spell(hidden(f"new member, {how}"))) for how, spell in SPELLINGS.items()]
    more: list[Any] = [
        row(api, **{hidden("name of a member"): 1}),
        row(api, **{b64(hidden("name of a member, base64")): True}),
        row(api, table={hidden("key of a map"): {hidden("key of a map of a map"): None}}),
        row(api, listed=[[[hidden("list of lists")]]]),
        row(api, numbers=int.from_bytes(hidden("number").encode())),
        row(api, fraction=4111111111111111.5),
        row(api, id=hidden("id")),
        row(api, **{text: {"nested": hidden("object in place of text")}}),
        row(api, **{text: [hidden("list in place of text")]}),
    ]
    rows += more
    if api == "klarify":
        rows += [row(api, status=spell(hidden(f"status, {how}"))) for how, spell in SPELLINGS.items()]
        rows += [row(api, updated_at=hidden("moment")), row(api, url=hidden("address"))]
        rows.append(hidden("row"))
        lane: dict[str, Any] = {"id": hidden("id of a lane"), "name": hidden("name of a lane"), "nestedLanes": []}
        rows.append(row(api, lanes=[lane]))
    return rows


def odd_archive(api: str, hidden: Hidden) -> Entry:
    path = PATHS[api]
    main = entry(
        address(api, path),
        page(api, odd_rows(api, hidden), cursor=hidden("cursor")),
        headers=[
            *key_headers(api),
            ("Cookie", f"sid={hidden('cookie')}; other={hidden('second cookie')}"),
            ("cookie", f"again={hidden('cookie again')}"),
            ("Referer", f"https://app.example/?k={hidden('referer')}"),
            ("X-Custom-Thing", hidden("request header")),
            (f"X-{hidden('name of a request header')}", "1"),
            ("Authorization" if api != "kloudless" else "Proxy-Authorization", f"Basic {b64('u:' + hidden('basic'))}"),
        ],
        answer_headers=[
            ("content-type", f"application/json; boundary={hidden('content type')}"),
            ("Content-Type", "application/json"),
            ("set-cookie", f"s={hidden('set-cookie')}; Path=/; Domain={hidden('domain')}"),
            ("ETag", f'W/"{b64(hidden("etag"))}"'),
            ("Location", f"/next?cursor={hidden('location')}"),
            ("Link", f'<https://x.example/?t={hidden("link")}>; rel="next"'),
            ("X-Kloudless-Request-ID", hidden("request id")),
            (f"X-{hidden('name of a header')}", hidden("value of a header")),
        ],
    )
    main["comment"] = hidden("comment")
    main["serverIPAddress"] = hidden("address of the server")
    main["connection"] = hidden("connection")
    main["pageref"] = hidden("pageref")
    main["_initiator"] = {"stack": {"url": hidden("initiator")}}
    main["_webSocketMessages"] = [{"data": hidden("web socket")}]
    main["timings"]["comment"] = hidden("comment of timings")
    main["cache"] = {"beforeRequest": {"eTag": hidden("cache")}}
    main["startedDateTime"] = f"2026-03-04T{hidden('moment of the start')}"
    main["request"]["cookies"] = [{"name": "a", "value": hidden("parsed cookie")}]
    main["request"]["queryString"] = [{"name": "t", "value": hidden("parsed query")}]
    main["request"]["httpVersion"] = hidden("version")
    main["response"]["statusText"] = hidden("text of the status")
    main["response"]["redirectURL"] = f"https://u:{quote(hidden('redirect'))}@a.example/"
    main["response"]["_error"] = hidden("error of the response")
    main["response"]["content"]["comment"] = hidden("comment of the content")
    with_user = address(api, path, offset="1").replace(
        "https://", f"https://jane:{quote(hidden('user of the address'))}@"
    )
    packed_body = packed(page(api, [row(api, extra=hidden("gzip"))]), "gzip")
    deflated = packed(page(api, [row(api, extra=[hidden("deflate")])]), "deflate")
    gzipped, plain = (
        [("content-encoding", "gzip"), ("content-type", "application/json")],
        [("content-type", "text/plain")],
    )
    return archive(
        main,
        entry(with_user, page(api, [row(api, a_new_one=1)]), headers=key_headers(api)),
        entry(address(api, path, page="3"), headers=key_headers(api), content=packed_body, answer_headers=gzipped),
        entry(
            address(api, path, page="4"),
            headers=key_headers(api),
            content=deflated,
            answer_headers=[("content-encoding", "deflate")],
        ),
        entry(
            address(api, path, **{hidden("name of a query"): hidden("value of a query"), "mode": hidden("query")}),
            page(api, []),
        ),
        entry(
            address(api, f"{path}/{quote(hidden('path'), safe='')}"),
            row(api, b=hidden("by id")),
            headers=key_headers(api),
        ),
        entry(address(api, f"/{quote(hidden('unmatched path'))}"), {"a": hidden("unmatched body")}),
        entry(f"https://tracker.example/{quote(hidden('other host'))}", {"a": hidden("body of another host")}),
        entry(
            address(api, path, page="5"),
            {"error": "x", "message": SPELLINGS["sentence"](hidden("error text"))},
            status=500,
        ),
        entry(
            address(api, path, page="6"),
            status=502,
            content={"size": 9, "mimeType": "text/html", "text": hidden("HTML")},
        ),
        entry(
            address(api, path, page="7"),
            content={"size": 9, "mimeType": "application/json", "text": "{" + hidden("no JSON")},
        ),
        entry(
            address(api, path, page="8"),
            answer_headers=plain,
            content={"size": 9, "mimeType": hidden("MIME type"), "text": hidden("text")},
        ),
        entry(
            address(api, path),
            {"meta": {"success": False, "status": 400, "error_desc": hidden("description")}},
            method="POST",
            headers=key_headers(api),
            post={
                "mimeType": "application/json",
                "text": json.dumps({"name": hidden("posted"), hidden("posted name"): 1}),
            },
        ),
        entry(
            address(api, path),
            {"id": hidden("answer to a form")},
            method="POST",
            status=201,
            post={
                "mimeType": "multipart/form-data",
                "params": [{"name": "password", "value": hidden("form"), "fileName": hidden("file")}],
            },
        ),
        comment=hidden("comment of the log"),
        pages=[{"id": "p", "title": hidden("title of a page"), "_x": hidden("member of a page")}],
        _extension={"a": hidden("extension of the log")},
    )


@pytest.mark.parametrize("api", PATHS)
def test_no_secret_survives(api: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hidden = Hidden()
    har, folder = tmp_path / "odd.har", tmp_path / "out"
    har.write_text(json.dumps(odd_archive(api, hidden)), encoding="utf-8")
    status = record.main(
        [api, "--har", str(har), "--output", str(folder), "--patch", str(folder / "spec.patch"), "--yes"]
    )
    printed = capsys.readouterr()
    assert status == 1, printed.err
    files = sorted(folder.glob("*"))
    assert len(files) > 2
    texts = [printed.out, printed.err, *(file.name for file in files), *(file.read_text() for file in files)]
    texts += [each for file in files if file.suffix == ".json" for each in strings_of(json.loads(file.read_text()))]
    readings = Readings(texts)
    personal = {
        "name": "Jane",
        "company": "acme-inc",
        "day": "2023-11-27",
        "card": "4111111111111111",
        "key": CREDENTIALS[api],
    }
    assert [place for place, secret in {**hidden.places, **personal}.items() if secret in readings] == []
