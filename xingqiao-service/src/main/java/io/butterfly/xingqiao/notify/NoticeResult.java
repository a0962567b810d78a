package io.butterfly.xingqiao.notify;

/** How an attempt to deliver a notice went. */
sealed interface NoticeResult {
    record Done() implements NoticeResult {}

    /** It has been handed over, and is not over yet: ask again. */
    record UnderWay() implements NoticeResult {}

    record Failed(String reason) implements NoticeResult {}
}
