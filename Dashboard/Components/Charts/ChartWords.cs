using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>The words of the chart scripts in the language of the page. Places such as <c>{0}</c> are filled in the browser.</summary>
static class ChartWords
{
    static readonly (string Name, string Key)[] Sentences =
    [
        ("time", "Chart_Time"), ("mean", "Chart_Mean"), ("lowest", "Chart_Lowest"), ("highest", "Chart_Highest"),
        ("loading", "Chart_Loading"), ("empty", "Chart_Empty"), ("failed", "Chart_Failed"), ("notLive", "Chart_NotLive"), ("still", "Chart_Still"),
        ("role", "Chart_Role"), ("previous", "Chart_Previous"),
        ("sentence", "Chart_Sentence"), ("sentenceOver", "Chart_SentenceOver"), ("lineOver", "Chart_LineOver"), ("rising", "Chart_Rising"), ("falling", "Chart_Falling"), ("steady", "Chart_Steady"),
        ("aboveLimit", "Chart_AboveLimit"), ("belowLimit", "Chart_BelowLimit"), ("betweenLimits", "Chart_BetweenLimits"), ("withinLimit", "Chart_WithinLimit"),
        ("rows", "Chart_Rows"), ("readOut", "Chart_ReadOut"), ("limits", "Chart_Limits"), ("limit", "Chart_Limit"), ("rule", "Column_Rule"), ("says", "Chart_RuleSays"),
        ("alerts", "Chart_Alerts"), ("alert", "Column_Alert"), ("severity", "Column_Severity"), ("raised", "Alert_Raised"), ("ended", "Alert_Cleared"),
        ("stands", "Chart_Stands"), ("newestAlert", "Chart_NewestAlert"),
    ];

    static readonly (string Name, string Stem)[] Counted = [("gaps", "Gaps"), ("alertCount", "ChartAlerts")];

    static readonly string[] Forms = ["one", "two", "few", "other"];

    /// <summary>Units of time as the readings API writes them.</summary>
    static readonly string[] Units = ["s", "m", "h", "d"];

    public static IReadOnlyDictionary<string, object> In(IStringLocalizer<Texts> texts)
    {
        var words = Sentences.ToDictionary(word => word.Name, word => (object)texts[word.Key].Value);
        foreach (var (name, stem) in Counted)
        {
            words[name] = Forms.Select(form => (form, text: texts[$"{stem}_{form}"])).Where(one => !one.text.ResourceNotFound)
                .ToDictionary(one => one.form, one => one.text.Value);
        }

        words["steps"] = Units.ToDictionary(unit => unit, unit => texts["ChartStep_" + unit].Value);
        return words;
    }
}
