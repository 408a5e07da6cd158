#!/usr/bin/env python3
"""Topics at scale: a million short texts, the rate of assigning, and inputs that break careless programs.

    Benchmarks/topics.py [scale] [assign] [edges] [--texts 1000000] [--jobs 2]

Texts are made from a seed: 40 matters, Chinese and English, with products, openings, details and rare words, so that
almost every text is different. Every result is verified: the number of texts, that all of them have a topic, agreement with
the matters they were made from, the same model for one job and for two. Figures are CPU seconds (user + system) of the
process and its peak memory; wall time means nothing on a busy machine.
"""

import argparse, json, os, random, resource, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOL = os.path.join(ROOT, ".build", "release", "qa-cli")

MATTERS = [line.split("/") for line in """
快递 一直没到/物流 不更新/包裹 显示签收 但没收到
退款 还没到账/钱 没退回来/退款申请 一直在审核
优惠券 用不了/满减 没有生效/红包 不能叠加
发票 抬头开错了/电子发票 打不开/要求 补开发票
登录 提示密码错误/收不到 验证码/账号 被锁定了
屏幕 有划痕/开机 黑屏/收到货 屏幕碎了
电池 充不进电/续航 只有半天/充电时 发烫
尺码 偏小/衣服 掉色严重/面料 跟描述不一样
客服 态度很差/打了三次电话 没人解决/一直让我 等回复
安装师傅 没有来/预约时间 改了又改/安装费 乱收
会员 自动续费/取消会员 找不到入口/扣了 会员费
地址 填错了/想改 收货地址/能不能 换个地方送
质量 有异味/用了两天 就坏了/接口 松动
降价了 能退差价吗/刚买 就便宜了/价保 申请被拒绝
直播间 说的赠品没有/赠品 漏发/少发了 一件
贷款 利率太高/提前还款 要手续费/还款日 能改吗
信用卡 被盗刷/额度 突然降低/年费 怎么减免
宽带 总是掉线/网速 很慢/装机 等了一周
外卖 送错了/餐 都凉了/骑手 态度恶劣
门票 无法退/预订的房间 没有了/酒店 不让入住
parcel never arrived/tracking does not move/delivered but not here
refund still missing/money not returned/refund request rejected
coupon does not apply/discount code expired/voucher refused at checkout
invoice has the wrong name/cannot download invoice/need a tax receipt
password reset fails/verification code never comes/account locked
screen is cracked/display stays black/dead pixels on arrival
battery drains quickly/does not charge/overheats while charging
size runs small/colour faded after washing/fabric feels cheap
agent was rude/nobody called back/three calls without answer
installer did not show up/appointment moved again/charged extra for fitting
subscription renewed without asking/cannot cancel membership/charged twice for premium
wrong shipping address/change the delivery place/deliver to my office
strange smell/broke after two days/loose connector
price dropped after purchase/price match denied/cheaper elsewhere
gift missing from the box/item left out/half of the order missing
loan rate too high/early repayment fee/change the due date
card was cloned/credit limit lowered/waive the annual fee
internet keeps dropping/router offline/very slow broadband
meal arrived cold/wrong dish delivered/driver was unfriendly
ticket cannot be refunded/room was not available/hotel refused check in
""".strip().splitlines()]
PRODUCTS = ["手机 平板 耳机 音箱 冰箱 洗衣机 空调 羽绒服 跑鞋 行李箱 牛奶 面膜 键盘 显示器 路由器 摄像头 手表 沙发 床垫 微波炉".split(),
            "phone tablet headset speaker fridge washer heater jacket shoes suitcase milk mask keyboard monitor router camera watch sofa mattress oven".split()]
OPENINGS = ["你好 请问 麻烦看下 在吗 我想问一下 真的很着急 又来了 上周 昨天 前天下单".split() + [""] * 4,
            "hello;hi there;please help;again;last week;yesterday;since Monday;i am upset;just asking".split(";") + [""] * 4]
DETAILS = ["怎么处理 尽快解决 太失望了 已经等很久了 再不处理就投诉 家里老人要用 给个说法 谢谢 第二次了 别再拖了".split() + [""] * 4,
           "what now;please fix it;very disappointed;waiting for ages;i will complain;it was a present;explain this;thanks;second time;stop stalling".split(";") + [""] * 4]
SYLLABLES = "ba do ki lum ven tor sha mi re zon pel ga fi no rux".split()


def texts(count, seed=11):
    """Yields (matter, text)."""
    rng = random.Random(seed)
    pick, number = rng.choice, rng.random
    for _ in range(count):
        matter = int(number() ** 1.5 * len(MATTERS))
        side = 0 if matter < 20 else 1
        gap = "" if side == 0 else " "
        core = pick(MATTERS[matter]).replace(" ", gap)
        # A name nobody knows: the long tail of real vocabularies.
        name = "".join(pick(SYLLABLES) for _ in range(1 + int(number() * 3))) if number() < 0.6 else ""
        parts = [pick(OPENINGS[side]), pick(PRODUCTS[side]), name, core, pick(DETAILS[side])]
        if number() < 0.3:
            parts.insert(3, pick(PRODUCTS[side]))
        yield matter, gap.join(part for part in parts if part)


def run(arguments, expect=(0,), stdout=subprocess.PIPE):
    """Runs the tool; gives its output, CPU seconds and peak megabytes."""
    child = subprocess.Popen([TOOL] + [str(word) for word in arguments], stdout=stdout, stderr=subprocess.PIPE)
    # Standard error is small; standard output is read to its end first.
    out = child.stdout.read() if stdout == subprocess.PIPE else b""
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code not in expect:
        sys.exit(f"{' '.join(map(str, arguments))}: exit {code}\n{errors.decode()[-500:]}")
    return out, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def check(condition, what):
    if not condition:
        sys.exit(f"not verified: {what}")


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.write("text,label\n")
        for label, text in rows:
            file.write(f"{text},{label}\n")


def write_chats(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for number, (_, text) in enumerate(rows):
            turn = {"role": "customer", "text": text}
            file.write(json.dumps({"id": f"c{number}", "turns": [turn]}, ensure_ascii=False) + "\n")


def evaluate(path, jobs, *more):
    out, cpu, peak = run(["topics", "evaluate", path, "--label-column", "label", "--format", "json", "--jobs", jobs, *more])
    return json.loads(out), cpu, peak


def scale(folder, count, jobs):
    path = os.path.join(folder, "scale.csv")
    write_csv(path, texts(count))
    found, cpu, peak = evaluate(path, jobs)
    check(found["n"] == count, f"{found['n']} texts came back of {count}")
    check(found["unassigned_share"] < 0.01, f"{found['unassigned_share']} of the texts have no topic")
    check(found["nmi"] > 0.5, f"topics do not follow the matters: nmi {found['nmi']}")
    print(f"scale: {count} texts, {found['topics_found']} topics, nmi {found['nmi']:.3f}, {cpu:.1f} CPU s, {peak:.0f} MiB", flush=True)


def assign(folder, count, jobs):
    chats, models = os.path.join(folder, "chats.ndjson"), []
    write_chats(chats, texts(20_000, seed=5))
    for number in (1, 2):
        models.append(os.path.join(folder, f"model{number}"))
        run(["topics", "fit", chats, "--out", models[-1], "--jobs", number, "--format", "ndjson"])
    first, second = (open(model, "rb").read() for model in models)
    check(first == second, "one job and two give different models")
    write_chats(chats, texts(count, seed=6))
    empty = os.path.join(folder, "one.ndjson")
    write_chats(empty, [(0, "退款")])
    _, start, _ = run(["topics", "assign", empty, "--model", models[0]])
    out, cpu, peak = run(["topics", "assign", chats, "--model", models[0]])
    check(out.count(b"\n") == count, "not one record a text")
    _, reading, _ = run(["convert", chats])
    print(f"assign: {count} texts in {cpu - start:.1f} CPU s, {count / (cpu - start):,.0f} a second and core; reading and writing "
          f"conversations alone takes {reading:.1f} s; start {start:.2f} s; {peak:.0f} MiB", flush=True)


def edges(folder, jobs):
    rng = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = set()
    while len(words) < 100_000:
        words.add("".join(rng.choice(letters) for _ in range(rng.randint(4, 9))))
    cases = {
        "empty": [], "one": [(0, "退款还没到账")], "equal": [(0, "退款还没到账")] * 10_000,
        "words": [(0, word) for word in sorted(words)],
        "long": [(0, "快递一直没到，" * 240_000), (0, "退款还没到账"), (1, "发票开错了")],
    }
    for name, rows in cases.items():
        path = os.path.join(folder, f"{name}.csv")
        write_csv(path, rows)
        for more in ([], ["--topics", "20"]):
            found, cpu, peak = evaluate(path, jobs, *more)
            check(found["n"] == len(rows), f"{name}: {found['n']} texts of {len(rows)}")
            check(name != "equal" or found["topics_found"] == 1, f"{name}: {found['topics_found']} topics of one text")
            print(f"edges: {name} {' '.join(more)}: {found['topics_found']} topics, {cpu:.1f} CPU s, {peak:.0f} MiB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", choices=["scale", "assign", "edges", []], default=[])
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    what = options.what or ["edges", "assign", "scale"]
    with tempfile.TemporaryDirectory() as folder:
        if "edges" in what:
            edges(folder, options.jobs)
        if "assign" in what:
            assign(folder, min(options.texts, 200_000), options.jobs)
        if "scale" in what:
            scale(folder, options.texts, options.jobs)


if __name__ == "__main__":
    main()
