using System.Text;
using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

public sealed class RuleFileTests
{
    static readonly AlertRule Old = new()
    {
        Id = "r-1", Version = 3, Name = "PM10 »visoko«", Quantity = "pm10", Domain = "air", Devices = ["aq-*"], Condition = Condition.Above(50, 45),
        Severity = Severity.Major, Procedure = new LocalText("Call.\nThen look.", "Pokliči."),
    };

    [Fact]
    public void Difference_NamesMembersByTheirPath()
    {
        var fresh = Old with
        {
            Version = 4, Name = "PM10", Domain = null, Devices = ["aq-*", "b"], Condition = Condition.Above(60, 45), Procedure = Old.Procedure! with { Sl = "Čakaj." }, Source = "law",
        };
        Assert.Equal(
            [
                new("name", "PM10 »visoko«", "PM10"), new("devices", "aq-*", "aq-*, b"), new("condition.raise", "50", "60"), new("procedure.sl", "Pokliči.", "Čakaj."),
                new MemberDifference("source", null, "law"), new("domain", "air", null),
            ],
            RuleDifference.Of(Old, fresh));
    }

    [Fact]
    public void Difference_OfTheSame_IsNone_AndVersionsDoNotCount()
    {
        Assert.Empty(RuleDifference.Of(Old, Old with { Id = "other", Version = 9 }));
        Assert.Equal([new MemberDifference("enabled", "true", "false")], RuleDifference.Of(Old, Old with { Enabled = false }));
        Assert.Equal([new MemberDifference("devices", "aq-*", null)], RuleDifference.Of(Old, Old with { Devices = [] }));
    }

    [Fact]
    public void Difference_OfLevels_NamesThePlaceInTheList()
    {
        var before = Levels(50, 100);
        Assert.Equal([new("levels[1].raise", "100", "120"), new MemberDifference("levels[1].clear", "100", "120")], RuleDifference.Of(before, Levels(50, 120)));

        static AlertRule Levels(int first, int second) => Rule(
            $$"""{"name":"n","quantity":"pm10","condition":{"kind":"above"},"levels":[{"severity":"minor","raise":{{first}}},{"severity":"major","raise":{{second}}}]}""");
    }

    [Fact]
    public void Written_ReadsBackTheSame()
    {
        var text = RuleFile.Write([Old, Old with { Id = "r-2", Name = "two", Enabled = false }]);
        Assert.StartsWith("[\n  {\n    \"id\": \"r-1\",\n    \"version\": 3,\n", text, StringComparison.Ordinal);
        Assert.True(RuleFile.TryRead(Encoding.UTF8.GetBytes("\uFEFF" + text), out var rules, out _));
        Assert.Equivalent(new[] { Old, Old with { Id = "r-2", Name = "two", Enabled = false } }, rules.Select(one => one.Rule), strict: true);
        Assert.Equal("[]\n", RuleFile.Write([]));
    }

    [Theory]
    [InlineData("", "The file is not JSON: ")]
    [InlineData("{}", "The file must be a JSON array of rules.")]
    [InlineData("[1", "The file is not JSON: ")]
    [InlineData("[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", "The file is not JSON: ")]
    public void NoFileOfRules_SaysWhy(string text, string expected)
    {
        Assert.False(RuleFile.TryRead(Encoding.UTF8.GetBytes(text), out _, out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenUtf8AndTooManyRules_AreRefused()
    {
        Assert.False(RuleFile.TryRead([(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']'], out _, out var error));
        Assert.Equal("The file is not UTF-8 text.", error);
        Assert.False(RuleFile.TryRead(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", RuleFile.MaxRules + 1))}]"), out _, out error));
        Assert.Equal("The file must hold at most 1000 rules.", error);
    }

    [Fact]
    public void Review_SortsIntoNewChangedSameAndWrong()
    {
        AlertRule[] standing = [Old, Old with { Id = "r-2", Name = "two" }, Old with { Id = "r-3", Name = "three" }];
        var rows = Review(
            standing,
            RuleJson.Write(Old with { Condition = Condition.Above(60, 45) }, true), RuleJson.Write(Old with { Name = "two" }, false),
            RuleJson.Write(Old with { Id = "r-9", Name = "fresh" }, true), """{"name":"bad","quantity":"pm10"}""", """{"name":"\ud800"}""", "7",
            RuleJson.Write(Old with { Id = "r-3", Name = "three, renamed" }, true));
        Assert.Equal(
            [
                ("PM10 »visoko«", RuleReviewKind.Changed, "r-1"), ("two", RuleReviewKind.Same, "r-2"), ("fresh", RuleReviewKind.New, null), ("bad", RuleReviewKind.Wrong, null),
                (null, RuleReviewKind.Wrong, null), (null, RuleReviewKind.Wrong, null), ("three, renamed", RuleReviewKind.Changed, "r-3"),
            ],
            rows.Select(row => (row.Name, row.Kind, row.Standing?.Id)));
        Assert.Equal([new MemberDifference("condition.raise", "50", "60")], rows[0].Differences);
        Assert.Equal("condition is missing.", rows[3].Fault);
        Assert.Equal("The rule holds a text that is not valid Unicode.", rows[4].Fault);
        Assert.Equal("The rule must be a JSON object.", rows[5].Fault);
    }

    [Fact]
    public void Review_RefusesWhatIsNotClear()
    {
        AlertRule[] standing = [Old, Old with { Id = "r-2" }];
        Assert.Equal("name belongs to several rules; the id must say which one is meant.", Review(standing, RuleJson.Write(Old, false)).Single().Fault);
        Assert.Equal("name or id stands in the file twice.", Review([Old], RuleJson.Write(Old, true), RuleJson.Write(Old, false))[1].Fault);
        Assert.Equal("name or id stands in the file twice.", Review([], RuleJson.Write(Old, true), RuleJson.Write(Old, false))[1].Fault);
        Assert.Equal("id cityops-store belongs to the rules that are built in.", Review([], RuleJson.Write(Old with { Id = "cityops-store" }, true)).Single().Fault);
    }

    static IReadOnlyList<RuleReviewRow> Review(AlertRule[] standing, params string[] file)
    {
        Assert.True(RuleFile.TryRead(Encoding.UTF8.GetBytes($"[{string.Join(',', file)}]"), out var rules, out var error), error);
        return RuleReview.Of(rules, standing);
    }

    static AlertRule Rule(string json)
    {
        Assert.True(RuleJson.TryRead(json, out var rule, out var error), error);
        return rule;
    }
}
