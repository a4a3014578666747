package com.k2.sequence.config;

import org.apache.flink.connector.base.DeliveryGuarantee;

/** How often a record may stand in an output topic after a failure. */
public enum OutputGuarantee {
    AT_LEAST_ONCE(DeliveryGuarantee.AT_LEAST_ONCE),
    EXACTLY_ONCE(DeliveryGuarantee.EXACTLY_ONCE);

    private final DeliveryGuarantee deliveryGuarantee;

    OutputGuarantee(DeliveryGuarantee deliveryGuarantee) {
        this.deliveryGuarantee = deliveryGuarantee;
    }

    public DeliveryGuarantee deliveryGuarantee() {
        return deliveryGuarantee;
    }
}
