package io.fusewire.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The service models that AWS publishes as {@code com.amazonaws:aws-java-sdk-models}: {@code
 * models/*-model.json} in one jar, the last of its line and so fixed for ever.
 */
final class ServiceModels {

    /** SHA-256 of version 1.12.797: what the shipped table was checked against. */
    static final String JAR_SHA256 =
            "f69bdfda3352767f97e22c41a5ca5c57483adbf1a5e07e3713d29f70b5b4f85a";

    private ServiceModels() {}

    /**
     * The models by service id; of several versions of one service the newest.
     *
     * @throws IOException if the jar is not the pinned one
     */
    static Map<String, JsonNode> read(Path jar) throws IOException {
        String digest = sha256(jar);
        if (!digest.equals(JAR_SHA256)) {
            throw new IOException(
                    "service models must have SHA-256 " + JAR_SHA256 + ", but have " + digest);
        }
        Map<String, JsonNode> newest = new TreeMap<>();
        ObjectMapper mapper = new ObjectMapper();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!entry.getName().endsWith("-model.json")) {
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    JsonNode model = mapper.readTree(in);
                    newest.merge(id(model), model, ServiceModels::newer);
                }
            }
        }
        return newest;
    }

    private static String id(JsonNode model) {
        JsonNode metadata = model.path("metadata");
        return metadata.path("serviceId").asText(metadata.path("endpointPrefix").asText());
    }

    private static JsonNode newer(JsonNode one, JsonNode other) {
        return version(one).compareTo(version(other)) >= 0 ? one : other;
    }

    private static String version(JsonNode model) {
        return model.path("metadata").path("apiVersion").asText();
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK must have SHA-256", e);
        }
    }
}
