"""A corpus of any size for the page: the claims of a small one, again and again, under new ids."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import Any

__all__ = ["multiplied", "with_results"]


def multiplied(corpus: Any, claims: int) -> Any:
    """Give a corpus of exactly so many claims.

    The n-th copy of ``blog:c12`` is ``blog-n:c12``; results, studies and sources are
    shared, claims, their lines of evidence and the check results on them are not.
    """
    whole = deepcopy(corpus)
    times = 1
    while len(whole["claims"]) < claims:
        times += 1
        _add(whole, corpus, times, claims - len(whole["claims"]))
    counted = Counter(claim["document"] for claim in whole["claims"])
    whole["documents"] = [
        {"id": document, "label": document, "claims": number}
        for document, number in counted.items()
    ]
    return whole


def with_results(corpus: Any, results: int) -> Any:
    """Give a corpus whose first study has exactly so many results, copies of its first.

    The n-th has the id of the first with ``-n`` behind it.
    """
    whole = deepcopy(corpus)
    first = whole["studies"][0]["results"][0]
    node = whole["nodes"][first["node"]]
    whole["studies"][0]["results"] = [
        {**first, "node": len(whole["nodes"]) + number} for number in range(results)
    ]
    whole["nodes"] += [{**node, "id": f"{node['id']}-{number}"} for number in range(results)]
    return whole


def _add(whole: Any, corpus: Any, times: int, most: int) -> None:
    nodes: dict[int, int] = {}
    results: dict[int, int] = {}
    new = {claim["id"]: _renamed(claim["id"], times) for claim in corpus["claims"]}
    for number, node in enumerate(corpus["nodes"]):
        if node["kind"] in {"claim", "evidence-line"}:
            nodes[number] = len(whole["nodes"])
            whole["nodes"].append({**node, "id": new.get(node["id"], node["id"])})
    for number, result in enumerate(corpus["results"]):
        if result["on"] in new:
            results[number] = len(whole["results"])
            whole["results"].append({**result, "on": new[result["on"]]})
    for number in nodes.values():
        checks = whole["nodes"][number].get("checks", [])
        whole["nodes"][number]["checks"] = [results.get(check, check) for check in checks]
    added = [_copied(claim, new, nodes, results) for claim in corpus["claims"][:most]]
    whole["claims"].extend(added)
    _tabled(whole, corpus, new, {claim["id"] for claim in added})


def _renamed(id_: str, times: int) -> str:
    document, _, local = id_.partition(":")
    return f"{document}-{times}:{local}"


def _copied(claim: Any, new: dict[str, str], nodes: dict[int, int], results: dict[int, int]) -> Any:
    made = deepcopy(claim)
    made["id"] = new[claim["id"]]
    made["document"] = made["id"].partition(":")[0]
    made["chain"]["nodes"] = [[nodes.get(n, n), x, y] for n, x, y in claim["chain"]["nodes"]]
    made["checks"] = [results.get(number, number) for number in claim.get("checks", [])]
    for key in ("relays", "relayedBy"):
        made[key] = [new.get(id_, id_) for id_ in claim.get(key, [])]
    return made


def _tabled(whole: Any, corpus: Any, new: dict[str, str], added: set[str]) -> None:
    for row, old in zip(whole["outcomes"]["rows"], corpus["outcomes"]["rows"], strict=True):
        for cell, was in zip(row["cells"], old["cells"], strict=True):
            for key in ("claims", "narrower"):
                more = [new[id_] for id_ in (was or {}).get(key, []) if new.get(id_) in added]
                if more:
                    cell[key] = [*cell[key], *more]
