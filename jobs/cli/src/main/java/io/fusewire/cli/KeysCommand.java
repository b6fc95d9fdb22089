package io.fusewire.cli;

import io.fusewire.control.KeyFiles;
import io.fusewire.control.SigningKey;
import io.fusewire.control.TrustedKeys;
import io.fusewire.core.control.Role;
import io.fusewire.core.control.Signer;
import io.fusewire.policy.PolicyException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Makes and checks the keys with which people sign. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make a key to sign with, or check a keys file.",
        footer = {
            "",
            "Examples:",
            "  fusewire keys generate --id lee-2026 --person lee@example.com --out ~/.fusewire/lee.jwk",
            "  fusewire keys check keys.yaml"
        },
        subcommands = {KeysCommand.Generate.class, KeysCommand.Check.class})
final class KeysCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "keys needs a subcommand: generate or check FILE");
    }

    /** Makes a key. */
    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Make a key: the private half into a file, the public one for the keys file.",
            description = {
                "",
                "Writes the private key as a JSON Web Key to a new file that only you may read, and"
                        + " prints the entry for the keys file (control.keys-file). Keep it where no"
                        + " agent can read it.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire keys generate --id lee-2026 --person lee@example.com \\",
                "      --roles responder,approver --out ~/.fusewire/lee.jwk"
            })
    static final class Generate implements Callable<Integer> {

        private static final int DAYS_MAX = 3_650;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(
                names = "--id",
                required = true,
                paramLabel = "ID",
                description = "Names the key for ever; a new key gets a new one.")
        private String id = "";

        @Option(
                names = "--person",
                required = true,
                paramLabel = "NAME",
                description =
                        "Whose it is, by the name that shows as session name, user name or mail"
                                + " address.")
        private String person = "";

        @Option(
                names = "--roles",
                split = ",",
                paramLabel = "ROLE",
                description = "responder, approver, policy-admin (default: responder,approver).")
        private List<String> roles = List.of("responder", "approver");

        @Option(
                names = "--days",
                paramLabel = "N",
                description = "How long it counts, from now (default: 365).")
        private int days = 365;

        @Option(
                names = "--kind",
                paramLabel = "ed25519|es256",
                description = "The kind of key (default: ed25519).")
        private SigningKey.Kind kind = SigningKey.Kind.ED25519;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "Where the private key goes; never replaces a file.")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Override
        public Integer call() throws IOException, PolicyException {
            if (days < 1 || days > DAYS_MAX) {
                throw new UsageException(
                        "--days must be from 1 to " + DAYS_MAX + ", but was " + days);
            }
            SigningKey key = SigningKey.generate(kind, id);
            String entry = KeysFileEntry.of(key, person, roles, days);
            // Whoever reads the keys file is the judge of id, person and roles.
            TrustedKeys.read("version: 1\nkeys:\n" + entry, "the entry");
            try {
                KeyFiles.write(out, key);
            } catch (FileAlreadyExistsException e) {
                throw new UsageException("--out must be a new file, but exists: " + out);
            } catch (IOException e) {
                throw new UsageException("--out must be a file that can be written: " + out);
            }
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "The private key is in " + out + ". For the list of keys in the keys file:");
            err.flush();
            PrintWriter printer = spec.commandLine().getOut();
            printer.print(entry);
            printer.flush();
            return 0;
        }
    }

    /** Reads a keys file and says who may do what. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Check a keys file and say who may sign what.",
            footer = {"", "Example:", "  fusewire keys check keys.yaml"})
    static final class Check implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The keys file, YAML.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        public Integer call() throws PolicyException {
            TrustedKeys keys = TrustedKeys.read(PolicyFiles.text(file, "FILE"), file.toString());
            PrintWriter out = spec.commandLine().getOut();
            out.println(file + ": a good keys file");
            for (Signer signer : keys.signers()) {
                out.println(
                        String.format(
                                Locale.ROOT,
                                "  %-20s  %-30s  %s, %s to %s",
                                signer.keyId(),
                                Terminal.plain(signer.person()),
                                roles(signer),
                                Instant.ofEpochMilli(signer.notBeforeMillis()),
                                Instant.ofEpochMilli(signer.expiryMillis())));
            }
            out.flush();
            return 0;
        }

        private static String roles(Signer signer) {
            return signer.roles().stream()
                    .sorted()
                    .map(Role::name)
                    .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
        }
    }
}
