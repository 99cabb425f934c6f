"""Requests made up from the OpenAPI document: no fault, and every answer is as the document says."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rashinban.access.rest.openapi import document
from rashinban.access.serving import Serving
from rashinban.access.web import application

#: The document needs no base.
PATHS = sorted(document(application(Serving(Path("nowhere"))))["paths"])
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(app: FastAPI) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@pytest.mark.parametrize("path", PATHS)
def test_made_up_requests_are_answered_as_described(described: schemathesis.BaseSchema, path: str) -> None:
    @given(case=described[path]["GET"].as_strategy())
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answered(case: schemathesis.Case) -> None:
        case.validate_response(case.call(), checks=CHECKS)

    answered()
