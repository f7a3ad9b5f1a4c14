using System.Net;
using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.Configuration;

namespace CityOps.Tests.Ingestion.Configuration;

/// <summary>What each role may be given: the table of the contract, cell by cell.</summary>
public sealed class CityRoleTests
{
    const string Key = "a-key-of-twenty-signs";

    static readonly (string, string)[] Split = [("Ingestion:InProcess", "false"), ("Broker:Mode", "External"), ("Store:Kind", "InfluxDb"), ("Setup:AdminApiKey", Key)];

    [Theory]
    [InlineData("Embedded", "Embedded")]
    [InlineData("External", "Embedded")]
    [InlineData("Embedded", "InfluxDb")]
    [InlineData("External", "InfluxDb")]
    public void Standalone_TakesEveryBrokerAndStore(string broker, string store)
    {
        var settings = Read(CityProgram.Dashboard, ("Broker:Mode", broker), ("Store:Kind", store));
        Assert.Equal((CityRole.Standalone, broker, store), (settings.Role, settings.Broker.Mode.ToString(), settings.StoreKind.ToString()));
    }

    [Theory]
    [InlineData(CityProgram.Ingestion, "Broker:Mode", "Embedded", "External")]
    [InlineData(CityProgram.Ingestion, "Store:Kind", "Embedded", "InfluxDb")]
    [InlineData(CityProgram.Dashboard, "Broker:Mode", "Embedded", "External")]
    [InlineData(CityProgram.Dashboard, "Store:Kind", "Embedded", "InfluxDb")]
    [InlineData(CityProgram.Dashboard, "Setup:AdminApiKey", "", "same")]
    public void SplitRole_IsRefusedWhatLivesInOneProcess(CityProgram program, string key, string value, string why)
    {
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => Read(program, [.. Split.Where(s => s.Item1 != key), (key, value)])).Mistakes);
        Assert.StartsWith(key + ": ", mistake, StringComparison.Ordinal);
        Assert.Contains(why, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CityProgram.Ingestion, "City:Clock:Speed", "60")]
    [InlineData(CityProgram.Dashboard, "City:Clock:Start", "2026-01-14T05:00:00+01:00")]
    public void SplitRole_HasNoTimeOfItsOwn(CityProgram program, string key, string value)
    {
        var mistakes = Assert.Throws<SettingsException>(() => Read(program, [.. Split, (key, value)])).Mistakes;
        Assert.Contains(mistakes, mistake => mistake.StartsWith("City:Clock: ", StringComparison.Ordinal) && mistake.Contains("one process", StringComparison.Ordinal));
    }

    [Fact]
    public void SplitDashboard_WithNothingElseSet_IsToldBoth()
    {
        var mistakes = Assert.Throws<SettingsException>(() => Read(CityProgram.Dashboard, ("Ingestion:InProcess", "false"), ("Setup:AdminApiKey", Key))).Mistakes;
        Assert.Equal("Broker:Mode Store:Kind", string.Join(' ', mistakes.Select(mistake => mistake.Split(':', 3)[..2]).Select(parts => string.Join(':', parts))));
    }

    [Theory]
    [InlineData(CityProgram.Dashboard, CityRole.Dashboard, "Urls", 5080)]
    [InlineData(CityProgram.Ingestion, CityRole.Ingestion, "Ingestion:HttpPort", 5081)]
    public void SameEnvironment_ServesBothPrograms(CityProgram program, CityRole role, string setting, int port)
    {
        var settings = Read(program, [.. Split, ("Ingestion:Url", "http://ingestion:5081"), ("Ingestion:HttpHost", "*"), ("City:Database", "/shared/city.db")]);
        Assert.Equal((role, setting, port), (settings.Role, settings.WebSetting, settings.Web.Addresses[0].Port));
        Assert.Equal("/shared/city.db", settings.CityFile);
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1", "http://localhost:5081/")]
    [InlineData("*", "0.0.0.0", "http://127.0.0.1:5081/")]
    [InlineData("192.0.2.7", "192.0.2.7", "http://192.0.2.7:5081/")]
    [InlineData("::1", "::1", "http://[::1]:5081/")]
    [InlineData("::", "::", "http://[::1]:5081/")]
    public void HttpHost_IsWhereIngestionListensAndIsAskedFromHere(string host, string first, string here)
    {
        var web = Assert.Single(Read(CityProgram.Ingestion, ("Ingestion:HttpHost", host)).Web.Addresses);
        Assert.Equal(IPAddress.Parse(first), web.Addresses[0]);
        Assert.Equal(here, web.Here.AbsoluteUri);
    }

    [Fact]
    public void HttpHost_ThatIsNone_IsAMistake()
    {
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => Read(CityProgram.Ingestion, ("Ingestion:HttpHost", "a b/c"))).Mistakes);
        Assert.StartsWith("Ingestion:HttpHost: ", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CityProgram.Dashboard, true, "Embedded", true)]
    [InlineData(CityProgram.Dashboard, true, "External", false)]
    [InlineData(CityProgram.Dashboard, false, "External", false)]
    [InlineData(CityProgram.Ingestion, false, "External", false)]
    public void Demo_PlaysOnlyWhereIngestionAndBrokerAreInTheProcess(CityProgram program, bool inProcess, string broker, bool plays)
    {
        var settings = CitySettingsReader.Read(
            Configuration([("Demo:Enabled", "true"), ("Ingestion:InProcess", inProcess.ToString()), ("Broker:Mode", broker), ("Store:Kind", "InfluxDb")]),
            "/city", production: false, program);
        Assert.Equal((true, plays), (settings.Demo.Enabled, settings.PlaysDemo));
    }

    static CitySettings Read(CityProgram program, params (string, string)[] settings) =>
        CitySettingsReader.Read(Configuration(settings), "/city", production: true, program);

    static IConfiguration Configuration((string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
}
