using System.Text.RegularExpressions;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Localization;

namespace CityOps.Tests.Dashboard.Ui;

public sealed partial class TextsTests
{
    static readonly IReadOnlyDictionary<string, string> English = Resources.Of<Texts>("");
    static readonly IReadOnlyDictionary<string, string> Slovenian = Resources.Of<Texts>("sl");

    [Fact]
    public void EveryKey_IsInBothLanguages()
    {
        var expected = English.Keys.Concat(Plurals.SelectMany(key => new[] { key + "_two", key + "_few" }));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Slovenian.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryText_SaysSomething()
    {
        Assert.DoesNotContain(English.Concat(Slovenian), text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Fact]
    public void EveryText_IsTranslated() => Assert.DoesNotContain(English, text => Slovenian[text.Key] == text.Value);

    [Fact]
    public void EveryText_HasTheSamePlacesToFill()
    {
        foreach (var (key, text) in Slovenian)
        {
            var english = English.GetValueOrDefault(key) ?? English[key[..key.LastIndexOf('_')] + "_other"];
            // "last hour" needs no number.
            if (key is not "LastHours_one")
            {
                Assert.Equal((key, Places(english)), (key, Places(text)));
            }
        }
    }

    [Fact]
    public void EveryWordOfTheDomain_HasAText()
    {
        var words = Enum.GetNames<Severity>().Select(name => "Severity_" + name).Concat(Enum.GetNames<Quality>().Select(name => "Quality_" + name));
        Assert.All(words, word => Assert.Contains(word, English.Keys));
    }

    static IEnumerable<string> Plurals => English.Keys.Where(key => key.EndsWith("_one", StringComparison.Ordinal)).Select(key => key[..^4]);

    static string Places(string text) => string.Concat(Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
