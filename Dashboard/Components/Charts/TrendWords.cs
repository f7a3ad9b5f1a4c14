using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>The words of the chart script in the language of the page. Places such as <c>{0}</c> are filled in the browser.</summary>
static class TrendWords
{
    static readonly (string Name, string Key)[] Sentences =
    [
        ("time", "Chart_Time"), ("mean", "Chart_Mean"), ("lowest", "Chart_Lowest"), ("highest", "Chart_Highest"),
        ("loading", "Chart_Loading"), ("empty", "Chart_Empty"), ("failed", "Chart_Failed"), ("notLive", "Chart_NotLive"),
        ("sentence", "Chart_Sentence"), ("rising", "Chart_Rising"), ("falling", "Chart_Falling"), ("steady", "Chart_Steady"),
        ("withinLimit", "Chart_WithinLimit"), ("rows", "Chart_Rows"),
    ];

    static readonly string[] Forms = ["one", "two", "few", "other"];

    public static IReadOnlyDictionary<string, object> In(IStringLocalizer<Texts> texts, bool isLimitAbove)
    {
        var words = Sentences.ToDictionary(word => word.Name, word => (object)texts[word.Key].Value);
        words["beyondLimit"] = texts[isLimitAbove ? "Chart_AboveLimit" : "Chart_BelowLimit"].Value;
        words["gaps"] = Forms.Select(form => (form, text: texts["Gaps_" + form])).Where(gap => !gap.text.ResourceNotFound)
            .ToDictionary(gap => gap.form, gap => gap.text.Value);
        return words;
    }
}
