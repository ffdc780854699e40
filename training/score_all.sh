#!/bin/sh
# Scores an exported reader on everything: sh training/score_all.sh READER OUT [EVAL LABELLED]. Needs the evaluation data.
set -e
reader=$1; out=$2; here=$(dirname "$0"); eval=${3:-$here/../../shared/eval}; own=${4:-$here/../../shared/labelled}
python=${PYTHON:-python}
mkdir -p "$out"
run() { $python "$here/evaluate.py" "$1" "$out/$2.jsonl" --reader "$reader"; }
run apart:events own; run apart:kinds kinds; run apart:states states; run apart:phrases phrases
run "$eval/events/dev.jsonl" dev; run "$eval/causal/dev.jsonl" causal; run "$eval/kinds/dev.jsonl" kdev
echo "== own events"; $python "$own/score.py" "$out/own.gold.jsonl" "$out/own.jsonl"
echo "== events dev"; $python "$eval/events/score.py" "$eval/events/dev.jsonl" "$out/dev.jsonl" --collapse
echo "== own kinds"; $python "$eval/kinds/score.py" "$out/kinds.gold.jsonl" "$out/kinds.jsonl"
echo "== kinds dev"; $python "$eval/kinds/score.py" "$eval/kinds/dev.jsonl" "$out/kdev.jsonl"
echo "== own states"; $python "$eval/states/score.py" "$out/states.gold.jsonl" "$out/states.jsonl"
echo "== own phrases"; $python "$eval/states/score.py" "$out/phrases.gold.jsonl" "$out/phrases.jsonl" | grep phrases
$python - "$out/causal.jsonl" "$out/causal_relations.jsonl" <<'P'
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.writelines(json.dumps({"id": r["id"], "relations": r["influences"]}) + "\n" for r in rows)
P
echo "== causal dev"; $python "$eval/causal/score.py" "$eval/causal/dev.jsonl" "$out/causal_relations.jsonl"
