using CityOps.Core.Alerts;
using CityOps.Core.City;
using static CityOps.Tests.Core.Alerts.WrittenHistory;

namespace CityOps.Tests.Core.Alerts;

/// <summary>Rules whose limit is an attribute of the station (<c>limitFrom</c>).</summary>
public sealed class StationLimitTests
{
    const string Above = """{"condition":{"kind":"above"},"limitFrom":"limit"}""";
    const string Held = """{"condition":{"kind":"above","deadband":5},"limitFrom":"limit","raiseAfter":"00:02:00","clearAfter":"00:01:00"}""";
    const string Below = """{"condition":{"kind":"below","deadband":5,"limitFrom":"limit"}}""";
    const string TwoOfThree = """{"condition":{"kind":"above"},"limitFrom":"limit","atLeastOf":{"n":2,"m":3}}""";
    const string Group = """{"condition":{"kind":"any","scope":"station","conditions":[{"kind":"above","limitFrom":"limit"}]}}""";

    [Theory]
    // Without the attribute nothing is judged; with it, as with a limit in the rule.
    [InlineData(Above, "0 500, 60 500", "")]
    [InlineData(Above, "limit 50, 0 50, 60 51, 120 50", "raised@60 start@60, cleared@120")]
    [InlineData(Below, "limit 50, 0 50, 60 49, 120 54, 180 55", "raised@60 start@60, cleared@180")]
    [InlineData(Held, "limit 50, 0 60, 60 60, 120 60, 180 46, 240 45, 300 45", "raised@120 start@0, cleared@300")]
    // A run is measured by one limit: under another it starts anew.
    [InlineData(Held, "limit 50, 0 60, 60 60, limit 55, 120 60, 180 60, 240 60", "raised@240 start@120")]
    [InlineData(TwoOfThree, "limit 50, 0 60, limit 55, 60 60, 120 60", "raised@120 start@60")]
    // An open alert is judged by the limit as it is: raised, it clears; gone, too.
    [InlineData(Above, "limit 50, 0 60, limit 70, 60 60", "raised@0 start@0, cleared@60")]
    [InlineData(Above, "limit 50, 0 60, limit none, 60 60", "raised@0 start@0, cleared@60")]
    [InlineData(Above, "limit 50, 0 60, limit 40, 60 45", "raised@0 start@0")]
    [InlineData(Group, "0 60, limit 50, 60 60, 120 50", "raised@60 start@60, cleared@120")]
    public void History_IsJudgedByTheStationsLimit(string rule, string history, string expected)
    {
        Assert.Equal(expected, Run(rule, history).Story);
        Assert.Equal(expected, Run(rule, history, reloads: true).Story);
    }

    [Fact]
    public void VersionWithAnotherAttribute_HasAnotherLimit()
    {
        var life = Run(Above, "limit 50, 0 60");
        life.Evaluator.SetRules([Rule("""{"condition":{"kind":"above"},"limitFrom":"other"}""") with { Version = 2 }], Origin, life.Changes);
        life.Go("60 60");
        Assert.Equal("raised@0 start@0, closed@60 ruleChanged", life.Story);
    }

    [Theory]
    [InlineData(Above, "limit 50, 0 60")]
    [InlineData(Below, "limit 50, 0 40")]
    [InlineData(Held, "limit 50, 0 52, 60 52, limit 51, 120 54, 180 56, 240 55")]
    [InlineData(TwoOfThree, "limit 50, 0 60, 60 40, 120 60")]
    public void Evidence_RaisesTheAlertAgain(string rule, string history)
    {
        var raised = Assert.Single(Run(rule, history).Changes).Raise!;
        Assert.Null(EvidenceCheck.Fault(Rule(rule), raised));
        Assert.NotNull(EvidenceCheck.Fault(Rule(rule), raised with { Threshold = rule == Below ? -1e6 : 1e6 }));
    }

    [Theory]
    [InlineData(Above, "Clears when it is at most the station's limit.", "Preneha, ko je največ na meji »limit« te postaje.")]
    [InlineData(Below, "Clears when it is at least 5 µg/m³ above the station's limit.", "Preneha, ko je vsaj 5 µg/m³ nad mejo »limit« te postaje.")]
    [InlineData(Held, "Clears when it is at least 5 µg/m³ below the station's limit for 1 min.", "Preneha, ko je vsaj 5 µg/m³ pod mejo »limit« te postaje vsaj 1 min.")]
    public void WhatEndsIt_IsSaid(string rule, string english, string slovenian)
    {
        var said = RuleSentence.Clears(Rule(rule) with { Domain = "air" });
        Assert.Equal((english, slovenian), (said.En.Replace('\u00A0', ' '), said.Sl.Replace('\u00A0', ' ')));
    }

    [Theory]
    [InlineData(Above, "PM10 is above the station's limit.", "Delci PM10: vrednost je nad mejo »limit« te postaje.")]
    [InlineData(Below, "PM10 is below the station's limit.", "Delci PM10: vrednost je pod mejo »limit« te postaje.")]
    public void Rule_IsSaid(string rule, string english, string slovenian)
    {
        var said = RuleSentence.Describe(Rule(rule));
        Assert.Equal((english, slovenian), (said.En, said.Sl));
    }

    [Fact]
    public void Alert_NamesTheLimitOfItsStation() =>
        Assert.Equal(42, Assert.Single(Run(Above, "limit 42, 0 60").Changes).Raise!.Threshold);

    [Theory]
    [InlineData(Above), InlineData(Below), InlineData(Held), InlineData(Group)]
    public void Rule_IsReadAsItIsWritten(string rule)
    {
        var written = RuleJson.Write(Rule(rule), withIdAndVersion: false);
        Assert.True(RuleJson.TryRead(written, out var again, out var error), error);
        Assert.Equal(written, RuleJson.Write(again, withIdAndVersion: false));
    }

    [Theory]
    [InlineData(""" "condition":{"kind":"outside","low":1,"high":2,"limitFrom":"limit"} """, "limitFrom")]
    [InlineData(""" "condition":{"kind":"above","limitFrom":"a level"} """, "limitFrom")]
    [InlineData(""" "condition":{"kind":"above","limitFrom":"law:nothing"} """, "limitFrom")]
    [InlineData(""" "condition":{"kind":"below","limitFrom":"law:no2.hour.alert"} """, "limitFrom")]
    [InlineData(""" "condition":{"kind":"above","of":"mean","over":"01:00:00","capture":0.75,"limitFrom":"limit"} """, "limitFrom")]
    [InlineData(""" "condition":{"kind":"above","deadband":-1,"limitFrom":"limit"} """, "deadband")]
    [InlineData(""" "condition":{"kind":"above","raise":5,"limitFrom":"limit"} """, "raise")]
    public void WhatMakesNoSense_IsRefusedByName(string members, string name)
    {
        var json = $$"""{"name":"n","quantity":"pm10","severity":"minor",{{members}}}""";
        Assert.False(RuleJson.TryRead(json, out _, out var error));
        Assert.Contains(name, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_AreEqualByContent_AndSurviveAsText()
    {
        var made = StationAttributes.FromJson("""{"b":2.5,"a":-1}""");
        Assert.Equal(made, StationAttributes.FromJson(made.ToJson()));
        Assert.Equal(made.GetHashCode(), StationAttributes.FromJson(made.ToJson()).GetHashCode());
        Assert.NotEqual(made, StationAttributes.FromJson("""{"a":-1}"""));
        Assert.Null(StationAttributes.None.ToJson());
        Assert.Throws<InvalidDataException>(() => StationAttributes.FromJson("""{"1a":1}"""));
        Assert.False(StationAttributes.TryFrom(new Dictionary<string, double> { ["a"] = double.NaN }, out _));
        Assert.True(StationAttributes.TryFrom(Many(32), out _));
        Assert.False(StationAttributes.TryFrom(Many(33), out _));

        static Dictionary<string, double> Many(int count) => Enumerable.Range(0, count).ToDictionary(i => $"a{i}", i => (double)i);
    }
}
