"""Checks results.xlsx of a folder against the records beside it, read by openpyxl or from LibreOffice's CSV files.

workbook_check.py FOLDER [CSV_FOLDER]
"""
import csv
import glob
import json
import os
import sys

folder = sys.argv[1]
records = [json.loads(line) for line in open(os.path.join(folder, "evaluations.ndjson"), encoding="utf-8")]
findings = [json.loads(line) for line in open(os.path.join(folder, "findings.ndjson"), encoding="utf-8")]
sheets = {}
if len(sys.argv) > 2:
    for path in glob.glob(os.path.join(sys.argv[2], "*.csv")):
        name = os.path.basename(path)[len("results-"):-len(".csv")]
        sheets[name] = list(csv.reader(open(path, encoding="utf-8", newline="")))
else:
    import openpyxl

    book = openpyxl.load_workbook(os.path.join(folder, "results.xlsx"))
    for sheet in book:
        if sheet.freeze_panes is None or sheet.auto_filter.ref is None:
            sys.exit(f"{sheet.title}: no frozen header or no filter")
        sheets[sheet.title] = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
names = [("概览", "会话", "明细", "规则"), ("Overview", "Conversations", "Findings", "Rules")]
found = next((group for group in names if set(group) == set(sheets)), None)
if found is None:
    sys.exit(f"sheets: {sorted(sheets)}")
contacts, details = sheets[found[1]][1:], sheets[found[2]][1:]
if len(contacts) != len(records):
    sys.exit(f"{len(contacts)} rows for {len(records)} evaluations")
wanted = [finding for finding in findings if finding["status"] != "shadow"]
if len(details) != len(wanted):
    sys.exit(f"{len(details)} rows for {len(wanted)} findings")
for row, record in zip(contacts, records):
    # NUL cannot stand in XML; the workbook shows the replacement character.
    if row[0].replace("\x00", "\ufffd") != record["conversation_id"].replace("\x00", "\ufffd"):
        sys.exit(f"{row[0]!r} is not {record['conversation_id']!r}")
