using System.Text;
using System.Text.Json;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.InfluxDb;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

public sealed class QueryAnswerTests
{
    [Fact]
    public void Rows_HaveIntegersFloatsAndHoles()
    {
        var answer = Parse("""{"results":[{"statement_id":0,"series":[{"name":"air","tags":{"other":"x","device":"aq-1"},"columns":["time","a","b"],"values":[[-5,1,null],[6,2.5e-3,-0.1]]}]}]}""");
        var series = Assert.Single(answer.Series);
        Assert.Equal(("aq-1", 3, 2, false), (series.Device, series.Columns, series.Rows, answer.Partial));
        Assert.Equal([-5, 1, double.NaN, 6, 0.0025, -0.1], series.Cells);
        Assert.Equal((6, -0.1), (series[1, 0], series[1, 2]));
    }

    [Theory]
    [InlineData("""{"results":[{"statement_id":0}]}""")]
    [InlineData("""{"results":[{}]}""")]
    [InlineData("""{}""")]
    [InlineData("""{"results":[{"statement_id":0,"messages":[{"level":"warning","text":"x"}]}],"more":{"a":[1]}}""")]
    [InlineData("""{"results":[{"statement_id":0,"error":"database not found: cityops_raw"}]}""")]
    public void NothingFound_IsNoSeries(string body) => Assert.Empty(Parse(body).Series);

    [Theory]
    [InlineData("""{"results":[{"statement_id":0,"error":"timeout"}]}""")]
    [InlineData("""{"error":"timeout"}""")]
    [InlineData("""{"results":[{"series":[{"name":"a","columns":["time"],"values":[[1]]}],"error":"timeout"}]}""")]
    public void ErrorInAnAnswerOfStatus200_IsAnError(string body) =>
        Assert.Contains("timeout", Assert.Throws<TelemetryStoreException>(() => Parse(body)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"results":[{"series":[{"columns":["time"],"values":[[1]],"partial":true}]}]}""")]
    [InlineData("""{"results":[{"series":[{"columns":["time"],"values":[[1]]}],"partial":true}]}""")]
    public void CutAnswer_SaysSo(string body) => Assert.True(Parse(body).Partial);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"results":{}}""")]
    [InlineData("""{"results":[{"series":[{"columns":["time"],"values":[[1]""")]
    public void WhatIsNoAnswer_IsRefused(string body) => Assert.ThrowsAny<JsonException>(() => Parse(body));

    [Fact]
    public async Task SomethingElseThatAnswers_IsNamed_AndGetsNoReading()
    {
        await using var server = new FakeInflux(_ => FakeAnswer.Written, statements: "<html>hello</html>");
        await using var site = new InfluxSite(server.Url);
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.RawAsync(Pm10, T0, T0 + 1, 1, default));
        Assert.Contains("does not answer like an InfluxDB 1.x", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default));
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Empty(server.Writes);
    }

    static QueryAnswer Parse(string body) => QueryAnswer.Parse(Encoding.UTF8.GetBytes(body));
}
