// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.util.Map;

import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig.Enabled;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;

/** Starts a virtual module in dev and test mode and for {@code quarkus:run}, unless a device is configured. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, Enabled.class})
class Bc66CoapDevServicesProcessor {
    static final String DEVICE = "quarkus.camel.bc66coap.device";

    @BuildStep
    void virtualModule(
            DevServicesConfig config, LaunchModeBuildItem mode, BuildProducer<DevServicesResultBuildItem> services) {
        if (config.enabled() && !ConfigUtils.isPropertyPresent(DEVICE)) {
            int port = config.port().orElse(0);
            services.produce(mode.getLaunchMode() == LaunchMode.RUN ? started(port) : toBeStarted(config, port));
        }
    }

    /** Quarkus starts and stops it with the application, and keeps it while the configuration stays. */
    private static DevServicesResultBuildItem toBeStarted(DevServicesConfig config, int port) {
        return DevServicesResultBuildItem.<VirtualModule>owned()
                .feature(Bc66CoapProcessor.FEATURE)
                .description("virtual BC66")
                .serviceConfig(config)
                .startable(() -> new VirtualModule(port))
                .configProvider(Map.of(DEVICE, VirtualModule::getConnectionInfo))
                .build();
    }

    /** The application is a process of its own, which is told of what runs by then; it ends before this one. */
    private static DevServicesResultBuildItem started(int port) {
        VirtualModule module = new VirtualModule(port);
        module.start();
        return DevServicesResultBuildItem.discovered()
                .feature(Bc66CoapProcessor.FEATURE)
                .description("virtual BC66")
                .config(Map.of(DEVICE, module.getConnectionInfo()))
                .build();
    }
}
