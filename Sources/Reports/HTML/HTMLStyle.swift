/// The report's style: quiet colours, readable on a phone and on paper, light and dark.
///
/// No fonts and no pictures are loaded. Text has a contrast of at least 4.5:1 in both schemes.
enum HTMLStyle {
  static let text: StaticString = """
    :root{--ink:#1c2530;--soft:#55606e;--line:#dfe3e8;--page:#f5f6f8;--paper:#fff;--tint:#f0f3f6;--accent:#1d5f6b;
    --bad:#b3261e;--bad-tint:#fbe9e7;--warning:#8a5a00;--warning-tint:#fdf3dc;--good:#1b7046;--good-tint:#e6f4ec;
    --info:#2c5282;--info-tint:#e8f0fa;--bar:#4a8791;--bar-muted:#b4bcc6;--h1:#fdf1e3;--h2:#fbdfc0;--h3:#f6c18f;
    --h4:#ee9e63;--h5:#e27a45;--on-heat:#2b1a0d}
    @media (prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#a3adba;--line:#333c48;--page:#12161c;--paper:#1a2028;
    --tint:#222a34;--accent:#7cc4cf;--bad:#ff9c92;--bad-tint:#43211f;--warning:#f0c060;--warning-tint:#3a2f14;
    --good:#7ed3a4;--good-tint:#173526;--info:#9cc1f0;--info-tint:#1c2c42;--bar:#5da2ad;--bar-muted:#55606e;
    --h1:#33261b;--h2:#4a321f;--h3:#6b4323;--h4:#8f5527;--h5:#b0622a;--on-heat:#fff3e6}}
    *{box-sizing:border-box}
    html{scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--ink);overflow-wrap:anywhere;
    font:15px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
    a{color:var(--accent);text-underline-offset:.15em}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:9}
    .top,main,.contents ul{max-width:71rem;margin:0 auto;padding:0 1.25rem}
    .top{padding-top:2.25rem;padding-bottom:1.25rem}
    h1{font-size:1.75rem;line-height:1.25;margin:0;letter-spacing:-.01em;text-wrap:balance}
    .subtitle{margin:.35rem 0 0;color:var(--soft)}
    .facts{display:flex;flex-wrap:wrap;gap:.4rem 1.75rem;margin:1.1rem 0 0;font-size:.85rem}
    .facts div{display:flex;gap:.5rem;min-width:0}.facts dt{color:var(--soft);flex:none}.facts dd{margin:0;min-width:0}
    .facts .code,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.92em}
    .contents{position:sticky;top:0;z-index:5;background:var(--page);border-bottom:1px solid var(--line)}
    .contents ul{display:flex;gap:.25rem;overflow-x:auto;list-style:none;padding-top:.4rem;padding-bottom:.4rem;
    scrollbar-width:none}
    .contents a{display:block;white-space:nowrap;padding:.3rem .7rem;border-radius:99px;text-decoration:none;color:var(--soft);
    font-size:.9rem}
    .contents a:hover{background:var(--tint);color:var(--ink)}
    main{padding-top:1.25rem;padding-bottom:4rem}
    section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:1.4rem 1.5rem 1.5rem;margin:0 0 1.25rem}
    h2{font-size:1.2rem;line-height:1.35;margin:0 0 .3rem}
    p{margin:.6rem 0}.lead{color:var(--soft);margin:.2rem 0 1rem;max-width:52rem}
    .note{border-left:3px solid var(--line);background:var(--tint);padding:.6rem .9rem;border-radius:0 6px 6px 0;max-width:52rem}
    .note.bad{border-color:var(--bad);background:var(--bad-tint)}.note.warning{border-color:var(--warning);background:var(--warning-tint)}
    .note.good{border-color:var(--good);background:var(--good-tint)}.note.info{border-color:var(--info);background:var(--info-tint)}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1rem 0 1.25rem}
    .figure{background:var(--tint);border-radius:8px;padding:.8rem 1rem;border-top:3px solid transparent}
    .figure .label{color:var(--soft);font-size:.85rem}
    .figure .value{font-size:1.75rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums;overflow-wrap:normal}
    .figure .detail{color:var(--soft);font-size:.82rem;line-height:1.45}
    .figure.bad{border-color:var(--bad)}.figure.bad .value{color:var(--bad)}.figure.warning{border-color:var(--warning)}
    .figure.good{border-color:var(--good)}.figure.info{border-color:var(--info)}
    .scroll{overflow-x:auto;margin:.75rem 0;max-width:100%}
    table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding:.25rem 0 .5rem}
    th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;border-bottom:1px solid var(--line);min-width:4.5em}
    thead th{color:var(--soft);font-weight:500;font-size:.85rem;white-space:nowrap;border-bottom-width:2px}
    tbody th{font-weight:500}tbody tr:last-child>*{border-bottom:0}tbody tr:hover>*{background:var(--tint)}
    th:first-child,td:first-child{padding-left:.25rem}
    tbody th{word-break:keep-all;overflow-wrap:break-word;min-width:7em}td{overflow-wrap:break-word}
    tbody th a{display:inline-block;white-space:nowrap;max-width:20em;overflow:hidden;text-overflow:ellipsis;vertical-align:top}
    .number{text-align:right;white-space:nowrap}
    td small,th small{display:block;color:var(--soft);font-weight:400;font-size:.85em}
    td.bad,th.bad{color:var(--bad)}td.warning,th.warning{color:var(--warning)}td.good,th.good{color:var(--good)}
    td.muted,th.muted{color:var(--soft)}
    td q{quotes:none}q::before,q::after{content:none}
    td q{display:block;min-width:14em}
    .heat td{text-align:center;min-width:4.5em}.heat thead th{white-space:normal;vertical-align:bottom;min-width:5.5em}
    .heat .h1{background:var(--h1)}.heat .h2{background:var(--h2)}.heat .h3{background:var(--h3)}.heat .h4{background:var(--h4)}
    .heat .h5{background:var(--h5)}.heat .h3,.heat .h4,.heat .h5{color:var(--on-heat)}
    .heat .h3 small,.heat .h4 small,.heat .h5 small{color:var(--on-heat)}
    button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
    .sort::after{content:" ↕";opacity:.45}[aria-sort=ascending] .sort::after{content:" ↑";opacity:1}
    [aria-sort=descending] .sort::after{content:" ↓";opacity:1}
    .all{border:1px solid var(--line);border-radius:6px;padding:.25rem .8rem;margin:.25rem 0 .75rem;font-size:.9rem}
    .filter{display:flex;justify-content:space-between;align-items:center;gap:1rem;font-size:.88rem;color:var(--soft);margin-top:.75rem}
    .filter input{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:6px;
    padding:.25rem .6rem;width:14rem;max-width:45vw}
    .omitted{color:var(--soft);font-size:.88rem}
    .mini{display:block;width:100%;min-width:8rem;height:8px;margin-top:.35rem}
    .mini .track{fill:var(--line)}.mini .range{fill:var(--bar-muted)}.mini .value{fill:var(--bar)}
    .chart{margin:1rem 0;max-width:34rem}figcaption{font-weight:600;margin-bottom:.5rem}
    .chart svg{display:block;width:100%;height:auto;overflow:visible}
    .chart text{fill:var(--ink);font-size:13px}.chart .amount{text-anchor:end;fill:var(--soft)}
    .chart .axis,.chart .top{text-anchor:middle;font-size:11px;fill:var(--soft)}
    .chart .marked{font-size:11px;text-anchor:middle;fill:var(--accent)}.chart .marked.end{text-anchor:end}
    .bar{fill:var(--bar)}.bar.bad{fill:#c4483d}.bar.good{fill:#4f9a76}.bar.warning{fill:#d19a3c}.bar.muted{fill:var(--bar-muted)}
    .bar.info{fill:#6b8fbd}.chart .track{fill:var(--tint)}.base{fill:var(--bar-muted)}.chart .mark{fill:var(--accent)}
    .whisker{fill:var(--ink);opacity:.55}.line{fill:none;stroke:var(--bar);stroke-width:2}
    .chart.parts{max-width:none}.chart.parts>svg{height:22px;border-radius:4px}
    .legend{width:auto;margin-top:.5rem}.legend td,.legend th{border:0;padding:.15rem .6rem .15rem 0;min-width:0;font-weight:400}
    .chart .swatch{width:.8rem;height:.8rem;margin-top:.35rem}
    .unseen{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
    .chart details{border:0;padding:0;margin:.4rem 0 0}.chart summary{color:var(--soft);font-size:.88rem;padding:0;font-weight:400}
    .items{padding-left:1.4rem}.items>li{margin:.9rem 0}.items p{margin:0;font-weight:500}
    blockquote{margin:.4rem 0 0;padding:.35rem .9rem;border-left:3px solid var(--line);white-space:pre-line}
    blockquote footer{color:var(--soft);font-size:.85rem}
    details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;background:var(--paper)}
    summary{cursor:pointer;padding:.6rem .9rem;font-weight:500}
    summary:hover{background:var(--tint);border-radius:8px}
    .inside{padding:.1rem 1rem .9rem}.inside details{margin:.4rem 0}
    .badge{display:inline-block;margin-left:.5rem;padding:0 .55rem;border-radius:99px;font-size:.82rem;font-weight:500;
    background:var(--tint);color:var(--soft);line-height:1.6;overflow-wrap:normal}
    .badge.bad{background:var(--bad-tint);color:var(--bad)}.badge.warning{background:var(--warning-tint);color:var(--warning)}
    .badge.good{background:var(--good-tint);color:var(--good)}.badge.info{background:var(--info-tint);color:var(--info)}
    .talk{list-style:none;padding:1rem;margin:.75rem 0;background:var(--page);border-radius:8px;display:flex;flex-direction:column;
    gap:.7rem}
    .talk li{max-width:44rem;width:fit-content;min-width:0;scroll-margin-top:4rem}
    .talk .centre{align-self:flex-end}.talk .middle{align-self:center;color:var(--soft)}
    .talk .centre .who{justify-content:flex-end}.who{display:flex;flex-wrap:wrap;gap:.1rem .5rem;color:var(--soft);font-size:.82rem}
    .who b{font-weight:600;color:var(--ink)}.who i{font-style:normal;border:1px solid var(--line);border-radius:4px;padding:0 .3rem}
    .said{background:var(--paper);border:1px solid var(--line);border-radius:4px 10px 10px 10px;padding:.45rem .8rem;
    white-space:pre-wrap;width:fit-content;min-width:2rem;min-height:1.6em}
    .centre .said{border-radius:10px 4px 10px 10px;background:var(--info-tint);border-color:transparent;margin-left:auto}
    .middle .said{background:none;border-style:dashed;font-size:.9rem;margin:0 auto}
    .searched{position:relative}.searched .said{outline:1.5px dashed var(--warning);outline-offset:2px}
    mark{background:var(--warning-tint);color:inherit;border-bottom:2px solid var(--warning);border-radius:2px;padding:0 .1em}
    mark.bad{background:var(--bad-tint);border-color:var(--bad)}mark.good{background:var(--good-tint);border-color:var(--good)}
    mark.plain{background:none;border-bottom:0;font-weight:600}mark.muted{background:none;border-bottom:2px dotted var(--soft)}mark.info{background:var(--tint);border-color:var(--info)}
    mark a{color:inherit;text-decoration:none}sup{font-size:.72em;font-weight:600;margin-left:.1em}
    .remark{margin:.25rem 0 0;font-size:.85rem;color:var(--soft)}.remark.bad{color:var(--bad)}.remark.warning{color:var(--warning)}
    .remark.info{color:var(--info)}.remark a{color:inherit}.centre .remark{text-align:right}
    :target{box-shadow:0 0 0 3px var(--warning)}section:target{box-shadow:none}.talk li:target .said{box-shadow:0 0 0 3px var(--warning)}
    .talk li:target{box-shadow:none}
    @media (max-width:40rem){body{font-size:15px}.top,main,.contents ul{padding-left:.9rem;padding-right:.9rem}
    section{padding:1.1rem 1rem;border-radius:8px}.top{padding-top:1.4rem}h1{font-size:1.4rem}.figure .value{font-size:1.45rem}
    .figures{grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem}.figure{padding:.6rem .75rem}.facts{gap:.3rem 1rem}
    td{min-width:5.5em}td q{min-width:9em}th,td{padding:.45rem .55rem}
    .talk{padding:.75rem .5rem}.talk li{max-width:94%}.inside{padding-left:.7rem;padding-right:.7rem}}
    @media print{:root{--page:#fff;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb}body{font-size:10.5pt}
    .contents,.skip,.filter,.all,.sort::after{display:none}section{border:0;padding:0;margin:0 0 1.5rem;break-inside:auto}
    h2,figcaption,caption{break-after:avoid}tr,.figure,.chart,.talk li{break-inside:avoid}.scroll{overflow:visible}
    details{break-inside:auto}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{color:inherit;text-decoration:none}
    .top,main{max-width:none;padding-left:0;padding-right:0}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    """
}
