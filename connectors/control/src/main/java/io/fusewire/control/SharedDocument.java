package io.fusewire.control;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A payload that several persons sign one after the other, in the general JSON form of a JSON Web
 * Signature. Each signs the same bytes.
 */
public final class SharedDocument {

    private final SignedForm form;
    private final Base64URL payload;

    private SharedDocument(SignedForm form, Base64URL payload) {
        this.form = form;
        this.payload = payload;
    }

    /** The first signature under a payload. */
    public static SharedDocument begin(String payload, SigningKey key) {
        return read(serialised(List.of(key.signed(new Payload(payload)))));
    }

    /**
     * Reads a document. Its signatures are looked at by whoever has the keys.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static SharedDocument read(String document) {
        try {
            SignedForm form = SignedForm.of(document.strip());
            if (form == null) {
                throw new IllegalArgumentException("must be a signed document");
            }
            return new SharedDocument(
                    form, form.signatures().get(0).signed().getPayload().toBase64URL());
        } catch (RefusedMessageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What they signed. */
    public String payload() {
        return form.payload();
    }

    /** The keys that signed it, in their order. */
    public List<String> keyIds() {
        return form.signatures().stream().map(SignedForm.Part::keyId).toList();
    }

    /** The document with one more signature. */
    public SharedDocument countersign(SigningKey key) {
        List<JWSObject> signatures = new ArrayList<>();
        form.signatures().forEach(part -> signatures.add(part.signed()));
        signatures.add(key.signed(new Payload(payload)));
        return read(serialised(signatures));
    }

    private static String serialised(List<JWSObject> signatures) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("payload", signatures.get(0).getPayload().toBase64URL().toString());
        List<Object> list = new ArrayList<>();
        for (JWSObject signature : signatures) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("protected", signature.getHeader().toBase64URL().toString());
            one.put("signature", signature.getSignature().toString());
            list.add(one);
        }
        document.put("signatures", list);
        return JSONObjectUtils.toJSONString(document);
    }

    /** The document as it stands in files and on the topic: one line. */
    public String text() {
        return serialised(form.signatures().stream().map(SignedForm.Part::signed).toList());
    }
}
