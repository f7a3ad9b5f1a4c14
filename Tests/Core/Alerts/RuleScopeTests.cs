using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

public sealed class RuleScopeTests
{
    [Theory]
    [InlineData("aq-*", "aq-017", true)]
    [InlineData("aq-*", "aq-", true)]
    [InlineData("aq-*", "taq-017", false)]
    [InlineData("*", "", true)]
    [InlineData("*-017", "aq-017", true)]
    [InlineData("*-017", "aq-0170", false)]
    [InlineData("a*q*7", "aq-017", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("*aab*", "aaab", true)]
    [InlineData("**7", "aq-017", true)]
    [InlineData("aq-017", "aq-017", true)]
    [InlineData("aq-017", "AQ-017", false)]
    [InlineData("aq.017", "aq-017", false)]
    [InlineData("", "aq", false)]
    public void AStar_StandsForAnything(string pattern, string name, bool matches) =>
        Assert.Equal(matches, RuleScope.MatchesPattern(pattern, name));
}
