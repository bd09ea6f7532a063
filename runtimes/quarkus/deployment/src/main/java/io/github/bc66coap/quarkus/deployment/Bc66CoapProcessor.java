// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import org.apache.camel.quarkus.core.deployment.main.spi.CamelMainListenerBuildItem;

import com.fazecast.jSerialComm.SerialPort;

import io.github.bc66coap.quarkus.Bc66CoapRecorder;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.JniRuntimeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;

class Bc66CoapProcessor {
    static final String FEATURE = "camel-bc66-coap";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    CamelMainListenerBuildItem secretOptions(Bc66CoapRecorder recorder) {
        return new CamelMainListenerBuildItem(recorder.secretOptions());
    }

    /** Its static initialiser unpacks the native library and loads it. */
    @BuildStep
    RuntimeInitializedClassBuildItem serialLibraryIsLoadedAtRunTime() {
        return new RuntimeInitializedClassBuildItem(SerialPort.class.getName());
    }

    /** The native library makes ports, reads and writes their fields, and throws. */
    @BuildStep
    void serialLibraryReachesItsClass(BuildProducer<JniRuntimeAccessBuildItem> classes) {
        classes.produce(new JniRuntimeAccessBuildItem(true, true, true, SerialPort.class));
        classes.produce(new JniRuntimeAccessBuildItem(true, false, false, Exception.class));
    }

    /** Those of all processors, from which the class chooses at run time. */
    @BuildStep
    NativeImageResourcePatternsBuildItem serialLibraries() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs("Linux/*/libjSerialComm.so", "OSX/*/libjSerialComm.jnilib", "Windows/*/jSerialComm.dll")
                .build();
    }
}
