using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Rules;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class RuleSearchTests
{
    static readonly AlertRule[] Rules =
    [
        Rule("r-1", "Žled na cesti", "pm10", []), Rule("r-2", "Čakanje", "no2", ["Šiška"]), Rule("r-3", "Zastoj", "pm10", ["Center"]),
    ];

    [Theory]
    [InlineData(null, "r-2 r-3 r-1")]
    [InlineData(" ", "r-2 r-3 r-1")]
    [InlineData("ZLED", "r-1")]
    [InlineData("siska", "r-2")]
    [InlineData("pm10 nad center", "r-3")]
    [InlineData("r-2", "r-2")]
    [InlineData("nihče", "")]
    public void Rules_AreFoundByTheWordsOfThePage_InItsOrder(string? search, string expected)
    {
        using var page = new PageCulture("sl-SI");
        Assert.Equal(expected, string.Join(' ', RuleSearch.Of(Rules, search).Select(rule => rule.Id)));
    }

    [Theory]
    [InlineData(null, null, null, "rules")]
    [InlineData("a", null, "č&d", "rules?q=%C4%8D%26d&rule=a")]
    [InlineData("a", "edit", "", "rules?rule=a&do=edit")]
    public void Link_SaysWhatIsShown(string? id, string? act, string? search, string expected) => Assert.Equal(expected, RuleLinks.To(id, act, search));

    static AlertRule Rule(string id, string name, string quantity, string[] districts) => new()
    {
        Id = id, Version = 1, Name = name, Quantity = quantity, Districts = districts, Condition = Condition.Above(50), Severity = Severity.Minor,
    };
}
