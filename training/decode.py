"""From scores to attributions: the best path of tags, its spans, and the links between them.

The same as `tags.rs` and `links.rs` of `crates/analysis/src/reading` and `linked.rs` of `crates/analysis/src/attribution`;
here for scoring dev while training.
"""

import numpy as np

from corpora import TAGS

# An I- tag follows its own B- or I-.
ALLOWED = np.array(
    [[0.0 if not b.startswith("I-") or a[2:] == b[2:] else -1e4 for b in TAGS] for a in TAGS], np.float32
)
BEGINS = np.array([-1e4 if tag.startswith("I-") else 0.0 for tag in TAGS], np.float32)


def best_path(scores, trans, begin):
    """Viterbi over [words, tags]."""
    trans = trans + ALLOWED
    best, back = begin + BEGINS + scores[0], []
    for row in scores[1:]:
        all_moves = best[:, None] + trans
        back.append(all_moves.argmax(0))
        best = all_moves.max(0) + row
    path = [int(best.argmax())]
    for move in reversed(back):
        path.append(int(move[path[-1]]))
    return path[::-1]


def spans_of(path):
    """(role, first, behind) in order."""
    out = []
    for k, tag in enumerate(path):
        if tag % 2 == 1:
            out.append([(tag - 1) // 2, k, k + 1])
        elif tag and out:
            out[-1][2] = k + 1
    return [tuple(s) for s in out]


def attributions(spans, by_role, to_cue, to_source, paragraph, words, margin=0.0):
    """(source span or None, cue span, content spans) of each cue that has a content."""
    sources, cues, contents = by_role
    chosen = {}
    for row, content in enumerate(contents):
        scores = to_cue[row].copy()
        scores[0] += margin
        at = int(scores.argmax())
        if at:
            chosen.setdefault(cues[at - 1], []).append((content, float(scores[at])))
    out = []
    for row, cue in enumerate(cues):
        if cue not in chosen:
            continue
        kept = one_group(chosen[cue], spans, cues, cue, paragraph, words)
        at = int(to_source[row].argmax())
        out.append((spans[sources[at - 1]] if at else None, spans[cue], [spans[k] for k in kept]))
    return out


def one_group(chosen, spans, cues, cue, paragraph, words, reach=8):
    """Of the contents that chose a cue, those near the best one: few words between, and no other cue."""
    chosen = sorted(chosen, key=lambda c: spans[c[0]][1])
    taken = {k for s in spans for k in range(s[1], s[2])}
    groups = [[chosen[0]]]
    for left, right in zip(chosen, chosen[1:]):
        a, b = spans[left[0]][2], spans[right[0]][1]
        free = sum(k not in taken and words[k].isalnum() for k in range(a, b))
        is_parted = any(a <= spans[c][1] and spans[c][2] <= b for c in cues if c != cue)
        if paragraph[a - 1] == paragraph[b] and free <= reach and not is_parted:
            groups[-1].append(right)
        else:
            groups.append([right])
    return [k for k, _ in max(groups, key=lambda g: max(score for _, score in g))]


def as_row(document, found, row):
    """The scorer's form."""
    where = lambda span: [document.words[span[1]][0], document.words[span[2] - 1][1]]
    out = []
    for source, cue, contents in found:
        out.append({"source": [where(source)] if source else [], "cue": [where(cue)],
                    "content": [where(c) for c in contents]})  # fmt: skip
    return {"id": row["id"], "text_sha": row["text_sha"], "attributions": out}
