package aprendiz.registry.exchange;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something on another hub, {@code hf:owner/name@revision}.
 *
 * @param hub by its name in the settings
 * @param name there; names without an owner are of the hub's earliest days
 */
record HubReference(String hub, String name, String revision) {

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*):([^@]+)(?:@(.+))?");
    private static final Pattern OLD_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9._/-]{1,250}");

    static HubReference of(String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        if (!form.matches()) {
            throw Problem.invalid(
                    "Bad source",
                    Problem.quoted(text) + " is no source: write it as hf:owner/name or hf:owner/name@revision");
        }
        String name = form.group(2);
        if (!OLD_NAME.matcher(name).matches()) {
            ModelName.of(name);
        }
        String revision = form.group(3) == null ? "main" : form.group(3);
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw Problem.invalid("Bad source", Problem.quoted(revision) + " is no revision");
        }
        return new HubReference(form.group(1), name, revision);
    }

    @Override
    public String toString() {
        return hub + ":" + name + "@" + revision;
    }
}
