using System.Text.RegularExpressions;
using CityOps.Dashboard.Localization;
using CityOps.Tests.Dashboard.Ui;

namespace CityOps.Tests.EndToEnd;

/// <summary>The words of a page, and whether they are of its language.</summary>
static partial class PageTexts
{
    /// <summary>Everything on the page that is read by eye or aloud; what says of itself that it is English, or no text to translate, is left out.</summary>
    public static async Task<string> OfAsync(OperatorPage page) => string.Join('\n', await page.Page.EvaluateAsync<string[]>("""
        () => {
          const texts = [document.title];
          for (const element of document.querySelectorAll("body *")) {
            if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName) || element.closest("body [lang='en'], [translate='no']")) { continue; }
            for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
              texts.push(element.getAttribute(name) ?? "");
            }
            texts.push(...[...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data));
          }
          return texts;
        }
        """));

    public static void AssertSlovenian(string texts, string except = "")
    {
        var slovenian = Resources.Of<Texts>("sl").Values.Concat(Resources.Of<MudTexts>("sl").Values).SelectMany(WordsOf).ToHashSet();
        var english = Resources.Of<Texts>("").Values.Concat(MudTextsTests.FromLibrary().Values).SelectMany(WordsOf).Except(slovenian).ToHashSet();
        Assert.Superset(new HashSet<string> { "acknowledge", "critical", "values", "table", "rejected" }, english);
        // Names of people are no words of a language.
        var seen = WordsOf(texts.Replace("demo-operator", "", StringComparison.Ordinal)).ToList();
        Assert.True(seen.Count > 40, texts);
        Assert.Empty(seen.Intersect(english).Except(WordsOf(except)));
    }

    static IEnumerable<string> WordsOf(string text) => Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Word();
}
