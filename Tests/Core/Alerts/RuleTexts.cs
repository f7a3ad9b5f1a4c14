namespace CityOps.Tests.Core.Alerts;

/// <summary>Rule texts, good and bad, as changes to one small good rule: <c>member=json</c> sets, <c>-member</c> leaves out.</summary>
static class RuleTexts
{
    static readonly (string Name, string Json)[] Small =
    [
        ("name", "\"High PM10\""), ("quantity", "\"pm10\""), ("condition", """{"kind":"above","raise":50}"""), ("severity", "\"major\""),
    ];

    public static TheoryData<string> Good =>
    [
        "", "domain=\"air\"", "domain=null", "devices=[\"aq-*\",\"x\"]", "stations=[]", "districts=[\"Šiška\",\"* Rudnik\"]",
        "condition={\"kind\":\"above\",\"raise\":50,\"clear\":45}", "condition={\"kind\":\"above\",\"raise\":50,\"clear\":50}",
        "condition={\"kind\":\"below\",\"raise\":2.5,\"clear\":2.7}", "condition={\"kind\":\"above\",\"raise\":-1e2,\"clear\":null}",
        "condition={\"kind\":\"above\",\"of\":\"value\",\"raise\":0}", "raiseAfter=\"00:01:00\"", "clearAfter=\"1.00:00:00\"",
        "severity=\"critical\"", "severity=\"warning\"", "procedure={\"en\":\"Do it.\\nThen rest.\",\"sl\":\"Naredi to.\"}", "procedure=null",
        "condition={\"kind\":\"outside\",\"low\":6.5,\"high\":8.5,\"deadband\":0.1}", "condition={\"kind\":\"inside\",\"low\":1,\"high\":1}",
        "condition={\"kind\":\"absent\"}", "condition={\"kind\":\"absent\",\"after\":\"00:10:00\"}", "condition={\"kind\":\"stuck\",\"for\":\"03:00:00\",\"tolerance\":0.1}",
        "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"mean\",\"over\":\"1.00:00:00\",\"tumbling\":true,\"capture\":0.75}",
        "condition={\"kind\":\"below\",\"raise\":2,\"of\":\"p95\",\"over\":\"01:00:00\"}", "condition={\"kind\":\"above\",\"raise\":5,\"of\":\"rate\",\"over\":\"00:30:00\"}",
        "condition={\"kind\":\"above\",\"raise\":5,\"of\":\"difference\",\"other\":\"meter-1:flow\"}", "condition={\"kind\":\"above\",\"raise\":5,\"of\":\"neighbours\",\"radiusMetres\":3000}",
        "condition={\"kind\":\"outside\",\"low\":-30,\"high\":30,\"of\":\"baseline\"}", "condition={\"kind\":\"above\",\"raise\":5,\"of\":\"baseline\",\"weeks\":8}",
        "condition={\"kind\":\"all\",\"scope\":\"station\",\"conditions\":[{\"kind\":\"below\",\"quantity\":\"speed\",\"raise\":25},{\"kind\":\"above\",\"quantity\":\"occupancy\",\"raise\":25,\"clear\":20}]}",
        "condition={\"kind\":\"atLeast\",\"n\":3,\"scope\":\"district\",\"conditions\":[{\"kind\":\"above\",\"raise\":50}]}",
        "atLeastOf={\"n\":3,\"m\":5}", "when={}", "when={\"hours\":[\"07:00-19:00\",\"22:00-24:00\"],\"days\":[\"mon\",\"fri\"],\"months\":[1,12],\"holidays\":\"never\"}", "levels=[]",
        "latch=true", "enabled=false", "source=\"A directive\"", "source=null", "name=\"č\"", "quantity=\"soilMoisture_2\"",
    ];

    /// <summary>The change, and how the sentence begins.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { "-name", "name is missing." },
        { "-quantity", "quantity is missing." },
        { "-condition", "condition is missing." },
        { "-severity", "severity is missing." },
        { "name=null", "name must be a text." },
        { "name=7", "name must be a text." },
        { "name=\"\"", "name must have 1 to 100 characters" },
        { "name=\"  \"", "name must have 1 to 100 characters" },
        { "name=\"a\\nb\"", "name must have 1 to 100 characters" },
        { $"name=\"{new string('x', 101)}\"", "name must have 1 to 100 characters" },
        { "quantity=\"pm 10\"", "quantity must be the name of a quantity" },
        { "quantity=\"pm*\"", "quantity must be the name of a quantity" },
        { "quantity=\"time\"", "quantity must be the name of a quantity" },
        { "quantity=\"pm10_q\"", "quantity must be the name of a quantity" },
        { "quantity=\"pm10_bad\"", "quantity must be the name of a quantity" },
        { "quantity=\"1pm\"", "quantity must be the name of a quantity" },
        { "domain=\"space\"", "domain must be one of air, traffic" },
        { "domain=1", "domain must be a text." },
        { "devices=\"aq-*\"", "devices must be a list" },
        { "devices=null", "devices must be a list" },
        { "devices=[1]", "devices must hold patterns" },
        { "devices=[\"\"]", "devices must hold patterns" },
        { "devices=[\"a q\"]", "devices must hold patterns" },
        { "stations=[\"č\"]", "stations must hold patterns" },
        { "districts=[\"\"]", "districts must hold patterns" },
        { "districts=[\"a\\tb\"]", "districts must hold patterns" },
        { "condition=50", "condition must be an object." },
        { "condition={\"raise\":50}", "condition.kind is missing." },
        { "condition={\"kind\":\"over\",\"raise\":50}", "condition.kind must be one of above, below" },
        { "condition={\"kind\":\"outside\",\"low\":1}", "condition.high is missing." },
        { "condition={\"kind\":\"outside\",\"raise\":1,\"low\":1,\"high\":2}", "condition.raise is not a member" },
        { "condition={\"kind\":\"absent\",\"after\":\"soon\"}", "condition.after must be a duration" },
        { "condition={\"kind\":\"stuck\"}", "condition.for is missing." },
        { "condition={\"kind\":\"atLeast\",\"n\":2}", "condition.scope is missing." },
        { "condition={\"kind\":\"all\",\"scope\":\"city\",\"conditions\":[]}", "condition.scope must be station or district." },
        { "condition={\"kind\":\"all\",\"scope\":\"station\",\"conditions\":[{\"kind\":\"absent\"}]}", "condition.conditions[0].kind must be one of above, below, outside, inside." },
        { "condition={\"kind\":\"all\",\"scope\":\"station\",\"conditions\":[{\"kind\":\"above\",\"raise\":1,\"x\":1}]}", "condition.conditions[0].x is not a member" },
        { "condition={\"kind\":\"all\",\"scope\":\"station\",\"conditions\":[7]}", "conditions[0] must be a JSON object." },
        { "condition={\"kind\":\"above\",\"raise\":\"50\"}", "condition.raise must be a number." },
        { "condition={\"kind\":\"above\",\"raise\":null}", "condition.raise must be a number." },
        { "condition={\"kind\":\"above\",\"raise\":50,\"clear\":true}", "condition.clear must be a number." },
        { "condition={\"kind\":\"above\",\"raise\":50,\"hysteresis\":5}", "condition.hysteresis is not a member" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"colour\"}", "condition.of must be one of value, mean" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"p49\"}", "condition.of must be one of value, mean" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"baseline\",\"weeks\":0}", "condition.weeks must be a whole number from 1 to 8" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"baseline\",\"weeks\":2.5}", "condition.weeks must be a whole number from 1 to 8" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"baseline\",\"weeks\":9}", "condition.weeks must be a whole number from 1 to 8" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"of\":\"mean\",\"over\":\"1 h\"}", "condition.over must be a duration" },
        { "condition={\"kind\":\"above\",\"raise\":50,\"limitFrom\":\"law:\"}", "condition.limitFrom must be an attribute of stations, such as warningLevel, or one of law:" },
        { "atLeastOf={\"n\":3}", "atLeastOf.m is missing." },
        { "when={\"hours\":[\"7-19\"]}", "when.hours must hold spans such as 07:00-19:00." },
        { "when={\"days\":[\"Monday\"]}", "when.days must hold words" },
        { "when={\"months\":[13]}", "when.months must hold numbers from 1 to 12." },
        { "when={\"holidays\":\"yes\"}", "when.holidays must be one of any, only, never." },
        { "levels=[{\"severity\":\"high\",\"raise\":1}]", "levels[0].severity must be critical" },
        { "raiseAfter=60", "raiseAfter must be a text." },
        { "raiseAfter=null", "raiseAfter must be a text." },
        { "raiseAfter=\"-00:01:00\"", "raiseAfter must not be negative." },
        { "raiseAfter=\"24:00:00\"", "raiseAfter has hours above 23: write 1.00:00:00." },
        { "clearAfter=\"1 min\"", "clearAfter must be a duration written [d.]hh:mm:ss" },
        { "severity=\"high\"", "severity must be critical, major, minor or warning." },
        { "severity=\"Major\"", "severity must be critical, major, minor or warning." },
        { "severity=2", "severity must be a text." },
        { "procedure=\"run\"", "procedure must be an object." },
        { "procedure={\"en\":\"Run.\"}", "procedure.sl is missing." },
        { "procedure={\"en\":\"Run.\",\"sl\":\"Teci.\",\"de\":\"Lauf.\"}", "procedure.de is not a member" },
        { "enabled=\"yes\"", "enabled must be true or false." },
        { "enabled=null", "enabled must be true or false." },
        { "source=\"\"", "source must have 1 to 500 characters" },
        { "color=\"red\"", "color is not a member that exists here." },
        { "Name=\"x\"", "Name is not a member that exists here." },
        { "id=\"r1\"", "id is not a member that exists here." },
    };

    public static string With(string change)
    {
        var members = Small.ToList();
        if (change.StartsWith('-'))
        {
            members.RemoveAll(m => m.Name == change[1..]);
        }
        else if (change.Split('=', 2) is [var name, var json])
        {
            members.RemoveAll(m => m.Name == name);
            members.Add((name, json));
        }

        return $"{{{string.Join(',', members.Select(m => $"\"{m.Name}\":{m.Json}"))}}}";
    }
}
