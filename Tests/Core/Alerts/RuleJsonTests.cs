using System.Text;
using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

public sealed class RuleJsonTests
{
    [Theory]
    [MemberData(nameof(RuleTexts.Good), MemberType = typeof(RuleTexts))]
    public void AGoodRule_IsReadAndComesBackFromItsOwnText(string change)
    {
        Assert.True(RuleJson.TryRead(RuleTexts.With(change), out var rule, out var error), error);
        Assert.True(RuleJson.TryRead(RuleJson.Write(rule, withIdAndVersion: false), out var again, out error), error);
        Assert.Equivalent(rule, again, strict: true);
    }

    [Theory]
    [MemberData(nameof(RuleTexts.Bad), MemberType = typeof(RuleTexts))]
    public void ABadRule_IsRefusedByASentenceThatNamesTheMember(string change, string sentence)
    {
        Assert.False(RuleJson.TryRead(RuleTexts.With(change), out var rule, out var error));
        Assert.Null(rule);
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.EndsWith(".", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("above", 50, 50.1)]
    [InlineData("below", 2.5, 2.4)]
    public void AClearLimitOnTheWrongSide_IsRefused(string kind, double raise, double clear)
    {
        var change = FormattableString.Invariant($"condition={{\"kind\":\"{kind}\",\"raise\":{raise},\"clear\":{clear}}}");
        Assert.False(RuleJson.TryRead(RuleTexts.With(change), out _, out var error));
        Assert.StartsWith("condition.clear must not be", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("condition={\"kind\":\"above\"}", "condition.raise is missing.")]
    [InlineData("condition={\"kind\":\"outside\",\"low\":3,\"high\":2}", "condition.low must not be greater than high.")]
    [InlineData("condition={\"kind\":\"outside\",\"low\":1,\"high\":2,\"deadband\":0.6}", "condition.deadband must be from 0 to less than half of the range.")]
    [InlineData("condition={\"kind\":\"above\",\"raise\":50,\"over\":\"01:00:00\"}", "condition.over is not a member that exists here.")]
    [InlineData("condition={\"kind\":\"above\",\"raise\":50,\"of\":\"mean\"}", "condition.over is missing.")]
    [InlineData("condition={\"kind\":\"above\",\"raise\":50,\"of\":\"mean\",\"over\":\"32.00:00:00\"}", "condition.over must be longer than nothing and at most 31.00:00:00.")]
    [InlineData("condition={\"kind\":\"above\",\"raise\":50,\"of\":\"mean\",\"over\":\"01:00:00\",\"capture\":75}", "condition.capture must be a share from 0 to 1.")]
    [InlineData("atLeastOf={\"n\":3,\"m\":2}", "atLeastOf must be n of m")]
    [InlineData("atLeastOf={\"n\":3,\"m\":21}", "atLeastOf must be n of m")]
    [InlineData("levels=[{\"severity\":\"major\",\"raise\":1},{\"severity\":\"minor\",\"raise\":2}]", "levels must go from the mildest to the worst")]
    [InlineData("levels=[{\"severity\":\"minor\",\"raise\":2},{\"severity\":\"major\",\"raise\":1}]", "levels must go from the mildest to the worst")]
    [InlineData("limitFrom=\"law:no3.hour\"", "limitFrom must be an attribute of stations, such as warningLevel, or one of law:")]
    public void MembersThatDoNotGoTogether_AreRefused(string change, string sentence)
    {
        Assert.False(RuleJson.TryRead(RuleTexts.With(change), out _, out var error));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The rule is not JSON")]
    [InlineData("{", "The rule is not JSON")]
    [InlineData("{} x", "The rule is not JSON")]
    [InlineData("[]", "The rule must be a JSON object.")]
    [InlineData("null", "The rule must be a JSON object.")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "name is given twice.")]
    [InlineData("{\"name\":\"\\ud800\"}", "The rule holds a text that is not valid Unicode.")]
    [InlineData("{\"\\ud800\":1}", "The rule holds a text that is not valid Unicode.")]
    [InlineData("{\"a\":[[[[[[[[[[]]]]]]]]]]}", "The rule is not JSON")]
    [InlineData("{\"quantity\":\"pm10\",\"name\":\"a\",\"severity\":\"minor\",\"condition\":{\"kind\":\"above\",\"raise\":1e999}}", "condition.raise is too large.")]
    public void WhatIsNoRuleAtAll_IsRefusedInWords(string text, string sentence)
    {
        Assert.False(RuleJson.TryRead(text, out _, out var error));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesThatAreNotText_AreRefusedInWords()
    {
        Assert.False(RuleJson.TryRead([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], out _, out var error));
        Assert.StartsWith("The rule ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongForeignMemberName_IsCutInTheSentence()
    {
        Assert.False(RuleJson.TryRead(RuleTexts.With($"{new string('x', 5_000)}=1"), out _, out var error));
        Assert.True(error.Length < 150);
    }

    [Fact]
    public void Absent_MeansTheDefault()
    {
        Assert.True(RuleJson.TryRead(Encoding.UTF8.GetBytes(RuleTexts.With("")), out var rule, out _));
        Assert.True(rule.Condition.AsksSame(Condition.Above(50)));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, true), (rule.RaiseAfter, rule.ClearAfter, rule.Enabled));
        Assert.Equal((null, null, null), (rule.Domain, rule.Procedure, rule.Source));
        Assert.Empty(rule.Devices.Concat(rule.Stations).Concat(rule.Districts));
        Assert.Equal(("", 0), (rule.Id, rule.Version));
    }

    [Fact]
    public void AWrittenRule_HasAllMembersInAFixedOrder()
    {
        Assert.True(RuleJson.TryRead(RuleTexts.With("districts=[\"Šiška\"]"), out var rule, out _));
        Assert.Equal(
            """
            {"id":"r1","version":3,"name":"High PM10","quantity":"pm10","domain":null,"devices":[],"stations":[],"districts":["Šiška"],"condition":{"kind":"above","raise":50,"clear":50},"raiseAfter":"00:00:00","clearAfter":"00:00:00","severity":"major","when":null,"procedure":null,"latch":false,"enabled":true,"source":null}
            """,
            RuleJson.Write(rule with { Id = "r1", Version = 3 }, withIdAndVersion: true));
    }

    [Theory]
    [InlineData("{\"id\":\"r 1\",\"version\":1,", "id must be 1 to 64 letters")]
    [InlineData("{\"version\":1,", "id is missing.")]
    [InlineData("{\"id\":\"r1\",", "version is missing.")]
    [InlineData("{\"id\":\"r1\",\"version\":1.5,", "version must be a whole number from 1.")]
    public void AStoredRule_NeedsIdAndVersion(string head, string sentence)
    {
        Assert.False(RuleJson.TryReadStored(head + RuleTexts.With("")[1..], out _, out var error));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }
}
