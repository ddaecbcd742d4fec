"""The form from the first word to the number, against a real back office."""

from tests.actions.dialogue.service_flow.filling import (
    ADDRESS,
    CHEN,
    HARDSHIP,
    LIANG,
    answer_questions,
    begin,
    choose_promise,
    fill_in,
    to_the_promise,
)
from tests.actions.dialogue.talk import Talk


def test_begun_with_what_it_is_and_the_first_question(talk: Talk) -> None:
    text = talk.say(HARDSHIP, "apply_for_service")
    assert "就业困难人员认定" in text
    assert "可以用承诺代替证明" in text
    assert "对吗？（第1个问题，一共3个）【演示数据】" in text
    assert talk.topics == ["commitment", "commitment"]


def test_notice_is_read_in_short_steps(talk: Talk) -> None:
    answer_questions(begin(talk))
    assert "（1/5）" in talk.text
    assert "（2/5）" in talk.press("继续")
    assert "（3/5）" in talk.say("看完了")
    assert "（4/5）" in talk.say("明白")
    talk.press("继续")
    assert "有两种办法，由您自己选" in talk.press("继续")


def test_nothing_personal_before_the_sign_in(talk: Talk) -> None:
    choose_promise(answer_questions(begin(talk)))
    [reply] = talk.replies
    assert reply.card == {"kind": "sign_in"}
    assert "请先登录" in reply.text
    assert "还没有看到您登录成功" in talk.press("我已经登录")
    assert "您是哪一种情况" in talk.sign_in(CHEN)


def test_what_the_record_knows_is_not_asked(talk: Talk) -> None:
    talk.citizen = CHEN
    text = fill_in(choose_promise(answer_questions(begin(talk)))).text
    assert "姓名：陈演示" in text
    assert "440104********0005" in text
    assert "440104197805120005" not in text
    assert "失业登记的记录：系统能查到，不用交" in text
    assert "困难情况的证明：用承诺代替，不用交" in text


def test_wrong_value_is_explained_with_an_example_and_asked_again(talk: Talk) -> None:
    talk.citizen = CHEN
    choose_promise(answer_questions(begin(talk)))
    talk.say("2")
    assert "例如：2026年3月5日" in talk.say("上个月")
    assert "请写到街道和门牌" in talk.say("2026年1月5日")


def test_promise_is_shown_whole_and_signed_in_so_many_words(talk: Talk) -> None:
    text = to_the_promise(talk).text
    for line in ("我都看过，也看明白了", "我都符合", "都是真的", "我愿意接受核对", "本人自愿的承诺"):
        assert line in text
    assert "签名要您自己说“我承诺”才算" in talk.say("好的", "acknowledge")
    text = talk.say("我承诺")
    assert "交上去了" in text
    assert "YX20261123-000001。最晚12月7日办好" in text
    assert "我的办件" in text
    assert talk.slots["flow"] is None


def test_signature_binds_version_and_hash_of_what_was_shown(talk: Talk) -> None:
    shown = dict(to_the_promise(talk).slots["flow"])
    talk.press("我承诺")
    [body] = [write.content for write in talk.line.writes if write.url.path.endswith("/submission")]
    assert shown["text_hash"].encode() in body
    assert shown["text_version"].encode() in body


def test_text_that_was_not_shown_here_is_shown_before_it_is_signed(talk: Talk) -> None:
    to_the_promise(talk)
    talk.slots["flow"] = {**talk.slots["flow"], "text_hash": "another"}
    assert "请看过新的再签" in talk.press("我承诺")
    assert "交上去了" in talk.press("我承诺")


def test_promise_declined_at_the_last_moment_asks_for_the_proof(talk: Talk) -> None:
    to_the_promise(talk)
    assert "要交“困难情况的证明”" in talk.press("不承诺，改交证明")
    assert "困难情况的证明：这次交" in talk.press("准备好了")
    assert "交上去了" in talk.press("没有错，交上去")


def test_false_promise_on_record_the_ordinary_way_is_offered_after_the_sign_in(talk: Talk) -> None:
    choose_promise(answer_questions(begin(talk)))
    text = talk.sign_in(LIANG)
    assert "还没有补正" in text
    assert "要按普通方式、交材料来办吗" in text
    assert "要交“困难情况的证明”" in talk.say("好")


def test_false_promise_on_record_no_notice_is_read_to_who_is_signed_in(talk: Talk) -> None:
    talk.citizen = LIANG
    assert "还没有补正" in answer_questions(begin(talk)).text
    talk.press("按普通方式办")
    talk.say("准备好了")
    assert "办法：交证明办" in fill_in(talk).text
    assert "最晚12月7日办好" in talk.say("没有错")


def test_what_may_be_skipped_is_asked_right_after_the_sign_in_too(talk: Talk) -> None:
    begin(talk, "我要办失业登记")
    for words in ("对", "对", "对"):
        talk.say(words)
    talk.press("一次看完")
    talk.say("用承诺办")
    assert "最后上班的单位" in talk.sign_in(CHEN)


def test_what_is_required_is_not_skipped(talk: Talk) -> None:
    talk.citizen = CHEN
    choose_promise(answer_questions(begin(talk)))
    for words in ("2", "2026年1月5日"):
        talk.say(words)
    text = talk.say("跳过")
    assert "不能跳过" in text
    assert "请写到街道和门牌" in text


def test_missing_paper_says_what_can_be_done(talk: Talk) -> None:
    talk.citizen = CHEN
    begin(talk, "我要办失业登记")
    for words in ("对", "对", "对"):
        talk.say(words)
    talk.press("一次看完")
    talk.say("交证明")
    text = talk.say("我没有")
    assert "10个工作日内补交就行" in text
    assert "改用承诺来办" in text
    talk.say("先欠着")
    talk.say("跳过")
    talk.press("跳过")
    assert "原来的单位：没填" in talk.say(ADDRESS)
    assert "还要补交“解除或者终止劳动合同的证明”，最晚12月7日交" in talk.press("没有错")


def test_condition_not_met_is_said_and_can_be_corrected(talk: Talk) -> None:
    begin(talk)
    text = talk.say("不对")
    assert "还在上班的，暂时不能办这一项" in text
    assert "“就业困难人员认定”现在还办不了" in text
    assert "您现在没有工作" in talk.press("改刚才的回答")
    assert "您办过失业登记了吗" in talk.say("对")


def test_all_in_cantonese(talk: Talk) -> None:
    talk.say("唔該幫我搞就業困難人員認定", "apply_for_service")
    for words in ("係呀", "係", "有"):
        talk.say(words)
    talk.say("睇完喇")
    talk.press("一次看完")
    talk.say("用承諾")
    talk.sign_in(CHEN)
    talk.say("第二個")
    talk.say("2026年1月5號")
    assert "失业一年以上" in talk.say(ADDRESS)
    talk.say("啱晒")
    assert "交上去了" in talk.say("我承諾")


def test_guardian_signs_for_whom_they_name(talk: Talk) -> None:
    to_the_promise(talk)
    talk.say("我是陈小明的监护人，我承诺")
    [body] = [write.content for write in talk.line.writes if write.url.path.endswith("/submission")]
    assert "陈小明".encode() in body
