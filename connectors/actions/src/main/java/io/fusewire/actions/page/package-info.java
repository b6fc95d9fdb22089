/**
 * Pages as PagerDuty, Alertmanager and a signed webhook take them, and how they are sent. What a
 * page says is the core's; whether it is sent again is a {@code DeliveryDesk}'s.
 */
@NullMarked
package io.fusewire.actions.page;

import org.jspecify.annotations.NullMarked;
