/// Texts that would run, break out or add markup if they were taken for anything but text.
enum HostileTexts {
  private static let probes = [
    "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>", "<iframe srcdoc='<script>parent.pwned=1</script>'>",
    "<iframe src=javascript:parent.pwned=1>", "<a href=javascript:window.pwned=1>x</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1>", "<body onload=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>", "<input autofocus onfocus=window.pwned=1>",
    "<video><source onerror=window.pwned=1>", "<object data=javascript:window.pwned=1>",
    "<embed src=javascript:pwned=1>",
    "<form action=javascript:window.pwned=1><button>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>*{display:none}</style>", "<!--", "-->", "<![CDATA[",
    "]]>",
    "</script><script>window.pwned=1</script>", "</style><script>window.pwned=1</script>",
    "</title><script>pwned=1</script>",
    "</textarea><script>pwned=1</script>", "</svg><script>pwned=1</script>", "</table><script>pwned=1</script>",
    "\" onmouseover=window.pwned=1 x=\"", "' onmouseover=window.pwned=1 x='", "\"><script>window.pwned=1</script>",
    "'><script>window.pwned=1</script>", "`onmouseover=window.pwned=1`", "javascript:window.pwned=1",
    "data:text/html,<script>",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;", "&#60;script&#62;", "&#x3c;script&#x3e;", "\\u003cscript\\u003e",
    "{{constructor.constructor('window.pwned=1')()}}", "${window.pwned=1}", "<%= 1 %>", "[[x](javascript:pwned=1)",
    "\u{2028}window.pwned=1\u{2029}", "\u{0}<script>window.pwned=1</script>", "\u{1}\u{B}\u{7F}", "\u{202E}gnp.exe",
    "\u{FEFF}<script>window.pwned=1</script>", "＜script＞window.pwned=1＜/script＞",
  ]

  private static let frames = [
    "", "你好", "\"", "'", "</q>", "</td></tr></table>", "</details>", "</li></ol>", "x\n", "   ",
  ]

  /// Five hundred of them.
  static let all: [String] = frames.flatMap { frame in probes.map { frame + $0 } }

  /// Beginnings that spreadsheets take for formulas.
  static let formulas: [String] = {
    let starts = [
      "=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "{=", "|", "%0A=", "'=", "\"=", " =", "%",
    ]
    let bodies = [
      "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://evil.example\",\"x\")", "SUM(A1:A9)",
      "WEBSERVICE(\"http://evil.example\")",
      "IMPORTXML(A1)", "DDE(\"cmd\",\"/C calc\")", "A1", "2+5+cmd|' /C calc'!A0", "内容", "_xlfn.X()", "IF(1,2,3)",
    ]
    return starts.flatMap { start in bodies.map { start + $0 } }
  }()
}
