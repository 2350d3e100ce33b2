"""How much the heads count beside the rules: coefficients fitted on articles that the heads have not learnt from.

    python3 training/combine.py --shared ../shared --base MINILM --model WEIGHTS --out OUT --without FOLD --rules FILE

OUT.pt is a checkpoint of `learn.py --without FOLD`, WEIGHTS the weights that it went on from, and FILE holds what the
program puts on record by rules alone (`candidates --rules` on the files of `texts.py`). Prints, for acts and for
speakers, how often the rules, the heads and both together are right (each article judged by coefficients fitted on the
others), and the coefficients for `crates/analysis/src/{kinds/statement/judged.rs,actors/choose.rs}`.
"""

import json
import math
import sys
from collections import Counter

import torch

import gold
import learn
import reading
import speakers
import train
import windows
from cues import Cues
from weights import network_of

GROUPS = {"name": 0, "he": 1, "she": 1, "it": 2, "they": 2, "who": 2, "the": 3, "other": 4, "none": 5}
N_LIKELIEST, LEAST, PARTS = 4, 1e-4, 5
LEAST_ACT = 0.01


def main():
    at = sys.argv.index("--rules")
    ruled = records_of(sys.argv[at + 1])
    del sys.argv[at : at + 2]
    args = learn.arguments()
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    learn.from_kit()
    before, heads = network_of(args.model), reading.Reading(speakers.N_CLUES, len(speakers.FORMS))
    network = network_of(args.model)
    saved = torch.load(f"{args.out}.pt")
    network.load_state_dict({k: v for k, v in saved.items() if not k.startswith("reading.")})
    heads.load_state_dict({k.removeprefix("reading."): v for k, v in saved.items() if k.startswith("reading.")})
    rows = [row for d in articles(args, before) for row in rows_of(d, network, heads.eval(), ruled, Cues())]
    acts(rows, odds_of_rules(args, ruled))
    who(rows)


def records_of(path):
    """The program's record of each article, by its name."""
    with open(path) as lines:
        return {row["name"]: row["record"] for row in map(json.loads, lines)}


def articles(args, before):
    documents = [d for d in gold.read(args.shared, gold.SETS + gold.FURTHER) if d.fold == args.without]
    pieces, table = windows.Pieces(args.base), Cues()
    for document in documents:
        pieces.annotate(document)
        with torch.inference_mode():
            names = before.name(train.hidden_whole(before, document)).argmax(1).tolist()
        document.names = speakers.Names(document, names)
        learn.prepare(document, table)
    return documents


def rows_of(document, network, heads, ruled, table):
    """What gold, rules and heads say of each attribution that the program has found too."""
    import score_record as kit

    pairs = matched(document, ruled, kit)
    if not pairs:
        return
    hidden = train.hidden_whole(network, document)
    with torch.inference_mode():
        kinds = heads.kinds(hidden, document.attributions, document.rows)
        scored = learn.speaker_scores(heads, hidden, document)
        for n, rule in pairs:
            a = document.attributions[n]
            name = {b["id"]: b.get("name") for b in rule["actors"]}
            chances = torch.softmax(scored[n], 0).tolist()
            yield dict(
                article=document.name, set=document.set[:3], gold=a, form=speakers.FORMS[document.forms[n]],
                acts=torch.log_softmax(kinds["act"][n], 0).tolist(), rule_act=rule["act"],
                is_by_cue=is_by_cue(document, a, rule, table), nobody=chances[0], own=chances[1],
                entities=by_entity(document.names.mentions, chances[2:]),
                rule=[name[s] for s in rule["speakers"] if name.get(s)],
            )  # fmt: skip


def matched(document, ruled, kit):
    """Which attributions the program has found too, each with what it says of it and with its actors."""
    record = ruled.get(document.name)
    if not record:
        return []
    found = [f | {"actors": record["actors"]} for f in record["statements"] + record["thoughts"]]
    say = lambda ranges: " ".join(document.text[document.words[s][0] : document.words[e - 1][1]] for s, e in ranges)
    near = lambda a, b: (lambda d: d if d >= 0.5 else 0)(kit.dice(a, b))
    texts = [" ".join(piece["text"] for piece in f["content"]) for f in found]
    pairs = kit.pair([say(a.content) for a in document.attributions], texts, near)
    return [(n, found[other]) for n, other in pairs]


def by_entity(mentions, chances):
    total, fullest = {}, {}
    for mention, chance in zip(mentions, chances):
        total[mention.key] = total.get(mention.key, 0.0) + chance
        fullest[mention.key] = max(fullest.get(mention.key, ""), mention.text, key=len)
    return sorted(((v, fullest[k]) for k, v in total.items()), reverse=True)[:N_LIKELIEST]


def acts(rows, odds):
    """Coefficients of the head's logarithm, of the rules' act, and of the log-odds that they are right of it."""
    examples = []
    for row in rows:
        if row["gold"].act in reading.ACTS:
            table = torch.zeros(len(reading.ACTS), 3)
            table[:, 0] = torch.log(torch.exp(torch.tensor(row["acts"])) + LEAST_ACT)
            table[reading.ACTS.index(row["rule_act"]), 1] = 1.0
            table[reading.ACTS.index(row["rule_act"]), 2] = odds[row["rule_act"], row["is_by_cue"]]
            right = torch.tensor([act == row["gold"].act for act in reading.ACTS])
            head = bool(right[table[:, 0].argmax()])
            examples.append((row, table, right, row["rule_act"] == row["gold"].act, head))
    report("act", examples)


def odds_of_rules(args, ruled):
    """The log-odds that the rules are right where they read an act, and whether the cue itself tells it, on the other
    folds: one right, one wrong added."""
    import score_record as kit

    n_right, n, table = Counter(), Counter(), Cues()
    for document in gold.read(args.shared, gold.SETS + gold.FURTHER):
        if document.fold != args.without:
            for n_th, rule in matched(document, ruled, kit):
                a = document.attributions[n_th]
                if a.act in reading.ACTS:
                    key = rule["act"], is_by_cue(document, a, rule, table)
                    n[key] += 1
                    n_right[key] += a.act == rule["act"]
    keys = [(act, is_by_cue) for act in reading.ACTS for is_by_cue in (True, False)]
    odds = {key: math.log((n_right[key] + 1) / (n[key] - n_right[key] + 1)) for key in keys}
    print("odds of the rules, by the cue and by what is said:")
    print({act: tuple(round(odds[act, by], 2) for by in (True, False)) for act in reading.ACTS})
    return odds


def is_by_cue(document, a, rule, table):
    words = " ".join(document.text[document.words[s][0] : document.words[e - 1][1]] for s, e in a.cue)
    found = table.find(words) if words else None
    return bool(found) and found[0] == rule["act"]


def who(rows):
    """Coefficients of the choice among the likeliest entities, those of the rules, and nobody."""
    import score_record as kit

    examples = []
    for row in rows:
        a = row["gold"]
        if not a.is_sure or a.kind in ("none", "author") or row["form"] == "own":
            continue
        choices = list(candidates(row, GROUPS[row["form"]], kit))
        right = torch.tensor([kit.same_names(a.speakers, names) for _, names in choices])
        likeliest = max([(row["nobody"], None), *row["entities"]], key=lambda e: e[0])[1]
        head = kit.same_names(a.speakers, [likeliest] if likeliest else [])
        table = torch.tensor([numbers for numbers, _ in choices])
        examples.append((row, table, right, kit.same_names(a.speakers, row["rule"]), head))
    report("speaker", examples)


def candidates(row, group, kit):
    """(numbers, names): logarithm of the chance, several, unlikely, then by form: of the rules, nobody, agreed."""
    rule, is_seen = row["rule"], False
    for chance, name in row["entities"]:
        is_rule = len(rule) == 1 and kit.same_name(name, rule[0])
        is_seen |= is_rule
        numbers = numbers_of(chance + row["own"] * is_rule)
        numbers[3 + group] = float(is_rule)
        yield numbers, rule if is_rule else [name]
    if rule and not is_seen:
        numbers = numbers_of(row["own"])
        numbers[1], numbers[2], numbers[3 + group] = float(len(rule) > 1), 1.0, 1.0
        yield numbers, rule
    numbers = numbers_of(row["nobody"])
    numbers[9 + group], numbers[15 + group] = 1.0, float(not rule)
    yield numbers, []


def numbers_of(chance):
    return [math.log(max(chance, LEAST))] + [0.0] * 20


def report(what, examples):
    names = sorted({row["article"] for row, *_ in examples})
    parts = [set(names[k::PARTS]) for k in range(PARTS)]
    right = {}
    for part in parts:
        weights = fit([e for e in examples if e[0]["article"] not in part])
        for row, table, is_right, rule, head in examples:
            if row["article"] in part:
                both = bool(is_right[(table @ weights).argmax()])
                for key, value in (("rules", rule), ("heads", head), ("both", both), ("n", 1)):
                    right.setdefault(row["set"], {}).setdefault(key, 0)
                    right[row["set"]][key] += value
    for name, counts in right.items():
        shares = " ".join(f"{key} {counts[key] / counts['n']:.3f}" for key in ("rules", "heads", "both"))
        print(f"{what} {name}: {shares} of {counts['n']}")
    print(f"{what} coefficients", [round(w, 2) for w in fit(examples).tolist()])


def fit(examples, ridge=1.0):
    weights = torch.zeros(examples[0][1].shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60)
    used = [(table, right) for _, table, right, *_ in examples if right.any()]

    def loss():
        optimizer.zero_grad()
        lost = [torch.logsumexp(t @ weights, 0) - torch.logsumexp((t @ weights)[r], 0) for t, r in used]
        total = torch.stack(lost).sum() + ridge * (weights**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    return weights.detach()


if __name__ == "__main__":
    main()
