/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.examples.lwm2m;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.camel.Bc66CoapConstants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistrationTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Registration registration = new Registration();

    private Exchange response(String code, Object location) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(Bc66CoapConstants.RESPONSE_CODE, code);
        exchange.getMessage()
                .setHeader(Bc66CoapConstants.RESPONSE_OPTIONS, location == null ? Map.of() : Map.of(8, location));
        return exchange;
    }

    private void lifetime(String seconds) {
        context.getPropertiesComponent().addOverrideProperty("lwm2m.lifetime", seconds);
    }

    private Exchange registered() {
        Exchange created = response("2.01", List.of("rd", "5a3f"));
        registration.registered(created);
        return created;
    }

    @Test
    void oneAttemptAtATime() {
        assertThat(registration.begin()).isTrue();
        assertThat(registration.begin()).isFalse();
        assertThat(registration.done()).isFalse();
        assertThat(registration.begin()).isTrue();
    }

    @Test
    void nothingIsDueInTheFirstHalfOfTheLifetime() {
        lifetime("86400");
        registration.renewed(registered());
        assertThat(registration.begin()).isFalse();

        lifetime("0");
        registration.renewed(registered());
        assertThat(registration.begin()).isTrue();
    }

    @Test
    void thePathIsThatOfTheLocation() {
        registered();
        assertThat(registration.path()).isEqualTo("/rd/5a3f");
        assertThat(registration.first()).isCompletedWithValue("/rd/5a3f");
    }

    @Test
    void withoutLocationThereIsNoRegistration() {
        assertThatThrownBy(() -> registration.registered(response("2.01", null)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(registration.isCurrent()).isFalse();
    }

    @Test
    void anUpdateThatIsRefusedEndsIt() {
        registered();
        registration.updated(response("2.04", null));
        assertThat(registration.isCurrent()).isTrue();
        registration.updated(response("4.04", null));
        assertThat(registration.isCurrent()).isFalse();
    }

    /** A new one would end the platform's observations. */
    @Test
    void anUpdateThatEndsOtherwiseLeavesIt() {
        registered();
        assertThatThrownBy(() -> registration.updated(response("5.03", null))).hasMessageContaining("5.03");
        assertThat(registration.path()).isEqualTo("/rd/5a3f");
    }

    @Test
    void aLostObserverMakesItRegisterAgainAtOnce() {
        lifetime("86400");
        registration.renewed(registered());
        registration.observerLost();
        assertThat(registration.begin()).isTrue();
        assertThat(registration.isCurrent()).isFalse();
        registration.renewed(registered());
        registration.done();
        assertThat(registration.isCurrent()).isTrue();
        assertThat(registration.begin()).isFalse();
    }

    @Test
    void aRestartMakesItUpdateAtOnce() {
        lifetime("86400");
        registration.renewed(registered());
        registration.moduleRestarted();
        assertThat(registration.begin()).isTrue();
        assertThat(registration.isCurrent()).isTrue();
    }

    /** A registration ends all observations that there were. */
    @Test
    void anObserverThatIsLostDuringARegistrationIsNoReasonForAnother() {
        lifetime("86400");
        registration.begin();
        registration.observerLost();
        registration.renewed(registered());
        registration.done();
        assertThat(registration.isCurrent()).isTrue();
        assertThat(registration.begin()).isFalse();
    }

    @Test
    void anObserverThatIsLostDuringAnUpdateIs() {
        lifetime("86400");
        registration.renewed(registered());
        registration.moduleRestarted();
        registration.begin();
        registration.observerLost();
        registration.updated(response("2.04", null));
        registration.renewed(response("2.04", null));
        registration.done();
        assertThat(registration.begin()).isTrue();
        assertThat(registration.isCurrent()).isFalse();
    }

    @Test
    void aRegistrationThatFailedIsTriedAgain() {
        lifetime("86400");
        registration.renewed(registered());
        registration.observerLost();
        registration.begin();
        Exchange exchange = response("2.01", null);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new ExchangeTimedOutException(exchange, 20_000));
        registration.failed(exchange);
        registration.done();
        assertThat(registration.begin()).isTrue();
        assertThat(registration.isCurrent()).isFalse();
    }

    @Test
    void whoStopsItTellsThePlatform() {
        assertThat(new Registration().end()).as("nothing to tell").isFalse();
        registered();
        assertThat(registration.end()).isTrue();
        assertThat(registration.begin()).isFalse();
    }

    @Test
    void whatIsUnderWayWhenItStopsTellsThePlatform() {
        registration.begin();
        assertThat(registration.end()).isFalse();
        registered();
        assertThat(registration.done()).isTrue();
    }

    @Test
    void theFirstFailureIsKept() {
        Exchange exchange = response("2.01", null);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new ExchangeTimedOutException(exchange, 20_000));
        registration.failed(exchange);
        registered();
        assertThat(registration.first())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageEndingWith("no answer within 20 s");
        assertThat(registration.isCurrent()).isTrue();
    }
}
