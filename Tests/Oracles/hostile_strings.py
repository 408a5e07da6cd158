"""Strings that try to run in a page that shows them.

hostile_strings.py N          N conversations with them in every field, as NDJSON
hostile_strings.py --bare N   a page that holds them unescaped
hostile_strings.py --check F  1 if something ran in a page whose document was dumped to F
"""
import json
import re
import sys

RUN = "document.title='pwned'"
CORES = [
    f"<script>{RUN}</script>", f"<ScRiPt >{RUN}</sCrIpT>", f"<script src=\"data:text/javascript,{RUN}\"></script>",
    f"<img src=x onerror={RUN}>", f"<img src=x onerror=\"{RUN}\">", f"<IMG SRC=x OnErRoR={RUN}>",
    f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>", f"<svg/onload={RUN}>",
    f"<body onload={RUN}>", f"<iframe srcdoc=\"<script>parent.{RUN}</script>\">", f"<iframe src=\"javascript:parent.{RUN}\">",
    f"<a href=\"javascript:{RUN}\">x</a>", f"<details open ontoggle={RUN}>", f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>", f"<audio src=x onerror={RUN}>", f"<object data=\"javascript:{RUN}\">",
    f"<embed src=\"javascript:{RUN}\">", f"<math><mi//xlink:href=\"data:x,<script>{RUN}</script>\">",
    f"<style>@import 'javascript:{RUN}';</style>", f"<link rel=stylesheet href=\"javascript:{RUN}\">",
    f"<meta http-equiv=refresh content=\"0;url=javascript:{RUN}\">", f"<base href=\"javascript:{RUN}//\">",
    f"<form action=\"javascript:{RUN}\"><button autofocus>x</button></form>", f"<marquee onstart={RUN}>x</marquee>",
    f"<select autofocus onfocus={RUN}>", f"<textarea autofocus onfocus={RUN}>", f"<keygen autofocus onfocus={RUN}>",
    f"<template><script>{RUN}</script></template><script>{RUN}</script>", f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\">",
    f"<xmp><script>{RUN}</script></xmp>", f"<title></title><script>{RUN}</script>", f"<table background=\"javascript:{RUN}\">",
    f"<p style=\"animation-name:x\" onanimationstart={RUN}>", f"<div onmouseover={RUN}>x</div>",
    f"{{{{constructor.constructor(\"{RUN}\")()}}}}", f"${{{RUN}}}", f"<%= {RUN} %>", f"javascript:{RUN}",
    f"\u202e<script>{RUN}</script>", f"＜script＞{RUN}＜/script＞", f"<scr\u0000ipt>{RUN}</scr\u0000ipt>",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e", f"<!--><script>{RUN}</script-->", f"<![CDATA[<script>{RUN}</script>]]>",
    f"<?xml version=\"1.0\"?><script>{RUN}</script>",
]
WRAPS = [
    "{}", "\">{}", "'>{}", "</details>{}", "</script>{}", "</style>{}", "</title>{}", "--> {}", "</textarea>{}", "]]>{}",
]


def strings(count):
    every = [wrap.format(core) if "{}" in wrap else core for core in CORES for wrap in WRAPS]
    return every[:count]


def conversation(number, text):
    turns = [
        {"role": "customer", "text": text + " 还是登不上，太过分了"},
        {"role": "agent", "participant": "a" + text, "text": "不归我管 " + text},
        {"role": "agent", "participant": "a" + text, "text": "你有病吧 " + text},
    ]
    return {"id": f"h-{number} {text}", "channel": "chat", "metadata": {"team": text, "note": text}, "turns": turns}


if sys.argv[1] == "--check":
    document = open(sys.argv[2], encoding="utf-8").read()
    title = re.search(r"<title>(.*?)</title>", document, re.S)
    ran = title is None or "pwned" in title.group(1) or not document
    alien = re.findall(r"<(?:img|iframe|object|embed|video|audio|marquee|form|meta http-equiv=\"?refresh|base)\b", document, re.I)
    sys.exit(1 if ran or alien else 0)
if sys.argv[1] == "--bare":
    body = "".join(f"<div>{text}</div>\n" for text in strings(int(sys.argv[2])))
    print("<!doctype html><meta charset=utf-8><title>bare</title>" + body)
    sys.exit(0)
for number, text in enumerate(strings(int(sys.argv[1]))):
    print(json.dumps(conversation(number, text), ensure_ascii=False))
