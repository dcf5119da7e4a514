"""Runs openapi-python-client with our templates. Its options stand in scripts/openapi-python-client.yaml."""

from __future__ import annotations

import copy
import io
import re
import textwrap
from contextlib import redirect_stdout
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError, ParseError
from spec_lint.document import METHODS

from .docs import escaped
from .parity import check_class_names, not_generated
from .spec import RAW, GenerationError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .spec import Node, Spec

# Where each of the generator's fixed file names goes in a package, and so what our template of that name writes.
_PLACES = {
    "__init__.py": "__init__.py",
    "client.py": "_client.py",
    "types.py": "telemetry.py",
    "errors.py": "testing.py",
    "api/__init__.py": "_resources/__init__.py",
}


def write_operations(spec: Spec, context: Node, project: Path, work: Path, scripts: Path) -> None:
    """Write operations, resources, client and metadata of one package.

    Args:
        spec: The spec.
        context: What the templates need beyond the generator's own context.
        project: Directory of the package's project, which must not exist.
        work: Directory for files in between.
        scripts: Directory of our templates and the generator's options.

    Raises:
        GenerationError: The generator failed or warned, or a template has an error.
    """
    raw, templates = work / "raw", scripts / "templates"
    options = ConfigFile.load_from_path(scripts / "openapi-python-client.yaml")
    config = Config.from_sources(options, MetaType.UV, work, "utf-8", overwrite=False, output_path=raw)
    # Models come from the other generator.
    openapi = replace(_parsed(spec, config), models=[], enums=[])
    generator = Project(openapi=openapi, config=config, custom_template_path=templates)
    generator.env.undefined = StrictUndefined
    cast("dict[str, Any]", generator.env.globals)["spec"] = context
    generator.env.filters |= {"in_docstring": escaped, "literal": repr}
    try:
        with redirect_stdout(io.StringIO()):
            problems = generator.build()
    except TemplateError as error:
        raise _broken_template(error, templates) from error
    if problems:
        raise _refused(spec, problems)
    _arrange(spec, context, raw, project)


def _parsed(spec: Spec, config: Config) -> GeneratorData:
    data = GeneratorData.from_dict(_simplified(spec), config=config)
    if isinstance(data, GeneratorError):
        raise _refused(spec, [data])
    # Asked before the templates run: they need every operation.
    problems = [*data.errors, *(one for made in data.endpoint_collections_by_tag.values() for one in made.parse_errors)]
    if problems:
        raise _refused(spec, problems)
    check_class_names(spec, {made.class_info.name for made in (*data.models, *data.enums)})
    return data


def _simplified(spec: Spec) -> Node:
    """Return the document with content of any type as the one type of bytes that the generator knows."""
    document = copy.deepcopy(spec.document)
    paths: list[Node] = [*document["paths"].values()]
    for node in (item[method] for item in paths for method in METHODS if method in item):
        for holder in (node.get("requestBody", {}), *node["responses"].values()):
            if RAW in holder.get("content", {}):
                binary = {"schema": {"type": "string", "format": "binary"}}
                holder["content"] = {"application/octet-stream": binary}
    return document


def _refused(spec: Spec, problems: Sequence[GeneratorError]) -> GenerationError:
    listed = "\n".join(f"{spec.file}: {_described(spec, problem)}" for problem in problems)
    return GenerationError(
        f"{listed}\nopenapi-python-client would leave out what is named above; describe it in a way that it supports."
    )


def _described(spec: Spec, problem: GeneratorError) -> str:
    # The generator prints some of its own objects where it means a name.
    detail = re.sub(r"<openapi_python_client\S* object at \w+>", "...", " ".join((problem.detail or "").split()))
    if isinstance(problem, ParseError) and problem.data is not None:
        node = problem.data.model_dump_json(exclude_unset=True, by_alias=True)
        detail += f" in {textwrap.shorten(node, 200)}"
    place = re.search(r"parsing (?P<method>[A-Z]+) (?P<path>\S+) within", problem.header)
    if place is None:
        return f"{' '.join(problem.header.split()).rstrip(': ')}: {detail}"
    found = (one.id for one in spec.operations() if (one.method, one.path) == (place["method"], place["path"]))
    return f"{next(found)}: {detail}"


def _broken_template(error: TemplateError, templates: Path) -> GenerationError:
    """Name the innermost of our templates on the way to the error."""
    name, line = "", 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or "", error.lineno
    trace = error.__traceback__
    while trace is not None and not isinstance(error, TemplateSyntaxError):
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(str(templates)):
            name, line = file.removeprefix(f"{templates}/"), trace.tb_lineno
        trace = trace.tb_next
    return GenerationError(f"scripts/templates/{name}:{line}: {error.message}; mend the template")


def _arrange(spec: Spec, context: Node, raw: Path, project: Path) -> None:
    made = next(path for path in raw.iterdir() if (path / "client.py").is_file())
    package = project / "src" / spec.package["package"]
    for source, target in _PLACES.items():
        _move(made / source, package / target)
    for module in dict.fromkeys(resource["module"] for resource in context["resources"].values()):
        below = [tag for tag, resource in context["resources"].items() if resource["module"] == module]
        keys = {tag: [key for key, one in context["operations"].items() if one.tag == tag] for tag in below}
        folders = {tag: made / "api" / tag.replace(".", "_") for tag in below}
        description = context["resources"][below[0]]["description"]
        for key, operation in context["operations"].items():
            if operation.tag in below and not (folders[operation.tag] / f"{key}.py").is_file():
                raise not_generated(spec, operation, context["resources"][operation.tag]["class"])
        operations = [(folders[tag] / f"{key}.py").read_text(encoding="utf-8") for tag in below for key in keys[tag]]
        classes = [(folders[tag] / "__init__.py").read_text(encoding="utf-8") for tag in below]
        _write(package / "_resources" / f"{module}.py", _head(spec, context, description), [*operations, *classes])
    for name in ("pyproject.toml", "README.md"):
        _move(raw / name, project / name)


def _head(spec: Spec, context: Node, description: str) -> str:
    # What nothing in the module uses is taken out by the formatter.
    models = ", ".join([*context["models"], *context["inputs"]])
    lines = [
        f'"""{escaped(description)} Generated; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "import builtins",
        "from functools import cached_property",
        "from typing import TYPE_CHECKING, Any, get_args",
        "",
        "from .. import models",
        "from .._runtime.credentials import hidden",
        "from .._runtime.operation import Created, Operation",
        "from .._runtime.paging import OffsetPaging, PagePaging",
        "from .._runtime.parameters import Omit, Parameter, omit",
        "from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource",
        *(["from . import ENVELOPE"] if spec.envelope is not None else []),
        "",
        "if TYPE_CHECKING:",
        "    from collections.abc import Mapping, Sequence",
        "    from datetime import datetime",
        "    from typing import Unpack",
        "",
        "    from .._runtime.content import AsyncDownload, AsyncUploadContent, Download, UploadContent",
        "    from .._runtime.models import Model",
        "    from .._runtime.operation import Rows",
        "    from .._runtime.options import CallOptions, ListOptions",
        *([f"    from ..models import {models}"] if models else []),
        "",
        "",
    ]
    return "\n".join(lines)


def _write(path: Path, head: str, parts: list[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(head + "\n\n".join(parts), encoding="utf-8")


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
