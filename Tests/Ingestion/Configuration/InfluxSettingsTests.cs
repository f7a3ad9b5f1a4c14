using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.Configuration;

namespace CityOps.Tests.Ingestion.Configuration;

/// <summary>Which InfluxDB, and by what it knows us.</summary>
public sealed class InfluxSettingsTests
{
    const string Secret = "kept-to-ourselves";

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 2, "Org=city", "Token=" + Secret)]
    [InlineData("3", 3, "Token=" + Secret)]
    [InlineData("3", 3)]
    [InlineData("auto", null)]
    [InlineData("Auto", null, "Org=city", "Token=" + Secret)]
    [InlineData("auto", null, "Username=ana", "Password=" + Secret)]
    public void Version_IsNamedOrLeftToTheServer(string text, int? version, params string[] more)
    {
        var influx = Read(text, more).InfluxDb;
        Assert.Equal(version, influx.Version);
        Assert.Equal((more.Contains("Org=city") ? "city" : null, more.Contains("Token=" + Secret) ? Secret : null), (influx.Org, influx.Token));
        Assert.DoesNotContain(Secret, influx.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "Org Token", "Org=city", "Token=" + Secret)]
    [InlineData("1", "Password", "Password=" + Secret)]
    [InlineData("2", "Org Token")]
    [InlineData("2", "Token Username Password", "Org=city", "Username=ana", "Password=" + Secret)]
    [InlineData("2", "Username", "Org=city", "Token=" + Secret, "Username=ana")]
    [InlineData("3", "Org Username", "Org=city", "Token=" + Secret, "Username=ana")]
    [InlineData("3", "Token", "Token=" + Secret + " and more")]
    [InlineData("auto", "Token", "Token=" + Secret, "Username=ana")]
    [InlineData("auto", "Password", "Password=" + Secret)]
    [InlineData("two", "Version")]
    public void WhatDoesNotFit_IsToldAtOnce_ByItsKey(string version, string keys, params string[] more)
    {
        var mistakes = Assert.Throws<SettingsException>(() => Read(version, more)).Mistakes;
        Assert.Equal(keys.Split(' ').Select(key => "Store:InfluxDb:" + key), mistakes.Select(mistake => mistake[..mistake.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains(Secret, StringComparison.Ordinal));
    }

    static CitySettings Read(string version, string[] more) => CitySettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(more.Append("Version=" + version).Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => "Store:InfluxDb:" + pair[0], pair => (string?)pair[1])).Build(), "/city", production: true, CityProgram.Dashboard);
}
