package io.butterfly.xingqiao.job;

/** Tells this service's store from the others beside the same BaiChuan. */
public interface StoreId {
    /** The same on every replica, and for ever. ASCII letters and digits. */
    String value();
}
