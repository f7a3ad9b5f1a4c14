using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Time.Testing;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>What becomes of readings when a server does not simply take them.</summary>
public sealed class InfluxErrorTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Request_HasDatabaseAndMilliseconds_AndTheLoginOnlyInItsHeader()
    {
        await using var server = new FakeInflux(_ => FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url, "town", o => o with { Username = "ana", Password = "s3cret" });
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.Equal(["/ping", "/query", "/query", "/query", "/query", "/write?db=town_raw&precision=ms"], server.Addresses);
        Assert.All(server.Logins, login => Assert.Equal("Basic YW5hOnMzY3JldA==", login));
        Assert.DoesNotContain("s3cret", site.Options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Busy_ComesAgainWithTheSame_AndNothingCountsAsStored(int status)
    {
        var busy = true;
        await using var server = new FakeInflux(_ => busy ? FakeAnswer.Error(status, "request throttled") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        var e = await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)));
        Assert.Equal(TimeSpan.Zero, e.PauseAtLeast);
        Assert.Contains("request throttled", e.Message, StringComparison.Ordinal);
        Assert.Null(site.Store.Stored);

        busy = false;
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.Equal(1, site.Store.Stored!.Value.Position);
        Assert.Equal(server.Writes.First(), server.Writes.Last());
        Assert.Empty(site.Index.DeadLetters(long.MaxValue, 10));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Tue, 13 Jan 2026 06:01:30 GMT", 90)]
    [InlineData("Tue, 13 Jan 2026 05:00:00 GMT", 0)]
    [InlineData("86400", 600)]
    [InlineData("soon", 0)]
    public async Task RetryAfter_InSecondsOrAsADate_IsThePause(string header, int seconds)
    {
        await using var server = new FakeInflux(_ => new FakeAnswer(503, "", header));
        await using var site = new InfluxSite(server.Url, clock: new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(T0)));
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)))).PauseAtLeast);
    }

    [Theory]
    [InlineData(401, "Store:InfluxDb:Username")]
    [InlineData(403, "does not allow this to user (none)")]
    [InlineData(405, "answers 405")]
    public async Task FaultOfTheConfiguration_PausesLong_AndSaysWhatToLookAt(int status, string words)
    {
        await using var server = new FakeInflux(_ => FakeAnswer.Error(status, "authorization failed"));
        await using var site = new InfluxSite(server.Url);
        var e = await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)));
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Empty(site.Index.DeadLetters(long.MaxValue, 10));
    }

    [Fact]
    public async Task ProxyThatAnswers400_IsNoReasonToGiveUpReadings()
    {
        await using var server = new FakeInflux(_ => new FakeAnswer(400, "<html>The plain HTTP request was sent to HTTPS port</html>"));
        await using var site = new InfluxSite(server.Url);
        var e = await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)));
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Contains("HTTPS port", e.Message, StringComparison.Ordinal);
        Assert.Empty(site.Index.DeadLetters(long.MaxValue, 10));
    }

    [Fact]
    public async Task DatabaseStillMissingAfterItWasMade_IsAFaultOfTheConfiguration()
    {
        await using var server = new FakeInflux(_ => FakeAnswer.Error(404, "database not found"));
        await using var site = new InfluxSite(server.Url);
        Assert.Equal(TimeSpan.FromSeconds(30), (await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)))).PauseAtLeast);
        Assert.Equal(2, server.Writes.Count);
        Assert.Equal(8, server.Addresses.Count(a => a == "/query"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","values":[["mine","0s","168h0m0s",1,false]]""")]
    public async Task DatabaseWithoutADefaultPolicy_IsAFaultOfTheConfiguration(string policies)
    {
        var answer = """{"results":[{"statement_id":0,"series":[{"columns":["name","duration","shardGroupDuration","replicaN","default"]""" + policies + "}]}]}";
        await using var server = new FakeInflux(_ => FakeAnswer.Written, answer);
        await using var site = new InfluxSite(server.Url);
        var e = await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)));
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Contains("CREATE RETENTION POLICY", e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Writes);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task PoisonAmongTenThousand_IsOneDeadLetter_AndAllElseIsStored(int status)
    {
        await using var server = new FakeInflux(lines =>
            lines.Any(l => l.Contains("pm10=6666", StringComparison.Ordinal)) ? FakeAnswer.Error(status, "partial write: poison dropped=1") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        var batches = Enumerable.Range(1, 10).Select(p => InfluxSite.Messages(
            p, Enumerable.Range(0, 1_000).Select(i => Good(Pm10, T0 + (p * Hour) + (i * 1_000), (p * 1_000) + i)).ToList())).ToList();
        await site.Store.WriteAsync(batches, None);

        var letter = Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal((6, 666, 666, "aq-001"), (letter.Position, letter.Message, letter.Reading, letter.Device));
        Assert.Equal(T0 + (6 * Hour) + 666_250, letter.ReceivedAt);
        Assert.StartsWith("air,device=aq-001 pm10=6666 ", letter.Line, StringComparison.Ordinal);
        Assert.Contains("partial write: poison", letter.Error, StringComparison.Ordinal);
        Assert.Equal(9_999, server.Taken.Distinct().Count());
        Assert.Equal(10, site.Store.Stored!.Value.Position);
        Assert.True(site.Index.Refused(0, 10).Contains(6, 666));
        Assert.InRange(server.Writes.Count, 10, 40);
    }

    [Fact]
    public async Task HalvesAreWrittenInOrder_SoTheLaterValueStillWins()
    {
        await using var server = new FakeInflux(lines => lines.Any(l => l.EndsWith(" 0", StringComparison.Ordinal)) ? FakeAnswer.Error(400, "no") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        await site.Store.WriteAsync(
            Batch(1, Good(Pm10, T0, 1), Good(Pm10, 0, 9), Good(Pm25, T0, 5), Good(Pm10, T0, 2) with { Late = true }, Good(Pm25, T0, 6) with { Late = true }), None);
        Assert.Equal("air,device=aq-001 pm25=5,pm10=2,pm10_q=1 1768284000000", server.Taken.Last(l => l.Contains("pm10=", StringComparison.Ordinal)));
        Assert.Equal("air,device=aq-001 pm25=6,pm25_q=1 1768284000000", server.Taken.Last());
        Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
    }

    [Fact]
    public async Task TooLarge_IsSplit_AndTheSmallerSizeIsRemembered()
    {
        await using var server = new FakeInflux(lines => lines.Length > 10 ? FakeAnswer.Error(413, "Request Entity Too Large") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        List<Reading> Readings(int first) => [.. Enumerable.Range(first, 100).Select(i => Good(Pm10, T0 + (i * Minute), i))];
        await site.Store.WriteAsync(Batch(1, Readings(0)), None);
        Assert.Equal(100, server.Taken.Count);
        var before = server.Writes.Count;
        await site.Store.WriteAsync(Batch(2, Readings(100)), None);
        Assert.All(server.Writes.Skip(before), lines => Assert.InRange(lines.Length, 1, 10));
        Assert.Equal(200, server.Taken.Distinct().Count());
        Assert.Empty(site.Index.DeadLetters(long.MaxValue, 10));
    }

    [Fact]
    public async Task LineTooLargeByItself_IsADeadLetter_AndShrinksNothing()
    {
        await using var server = new FakeInflux(lines => lines.Any(l => l.Contains("pm25", StringComparison.Ordinal)) ? FakeAnswer.Error(413, "too large") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        await site.Store.WriteAsync(Batch(1, Good(Pm25, T0, 1)), None);
        Assert.Equal("pm25=1", Assert.Single(site.Index.DeadLetters(long.MaxValue, 10)).Line.Split(' ')[1]);
        await site.Store.WriteAsync(Batch(2, Enumerable.Range(0, 50).Select(i => Good(Pm10, T0 + i, i)).ToList()), None);
        Assert.Equal(50, server.Writes.Last().Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task ServerErrorThatOneLineCauses_EndsInHalvingDownToIt(int guilty)
    {
        await using var server = new FakeInflux(lines =>
            lines.Any(l => l.Contains($"pm10={guilty} ", StringComparison.Ordinal)) ? FakeAnswer.Error(500, "panic") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        var batch = InfluxSite.Messages(1, Enumerable.Range(0, 10).Select(i => Good(Pm10, T0 + i, i)).ToList());
        var attempts = 1;
        for (; site.Store.Stored is null && attempts < 20; attempts++)
        {
            await TryAsync(site, batch);
        }

        Assert.InRange(attempts, 6, 7);
        var letter = Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal((guilty, 1L), (letter.Message, site.Store.Stored!.Value.Position));
        Assert.Equal(9, server.Taken.Distinct().Count());
    }

    [Fact]
    public async Task ServerThatIsIll_CostsNoReading_HoweverLongItIs()
    {
        var ill = true;
        await using var server = new FakeInflux(_ => ill ? FakeAnswer.Error(500, "engine: cache-max-memory-size exceeded") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        var batch = Batch(1, Enumerable.Range(0, 10).Select(i => Good(Pm10, T0 + i, i)).ToList());
        for (var i = 0; i < 15; i++)
        {
            Assert.Contains("cache-max-memory", (await RefusalAsync(site, batch)).Message, StringComparison.Ordinal);
        }

        ill = false;
        await site.Store.WriteAsync(batch, None);
        Assert.Equal(10, server.Taken.Distinct().Count());
        Assert.Empty(site.Index.DeadLetters(long.MaxValue, 10));
    }

    [Fact]
    public async Task ServerThatFailsEveryOtherTime_CostsNoReading()
    {
        const int Batches = 400;
        var random = new Random(7);
        await using var server = new FakeInflux(_ => random.Next(2) == 0 ? FakeAnswer.Error(500, "timeout") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        for (var position = 1; position <= Batches; position++)
        {
            var batch = Batch(position, Enumerable.Range(0, 16).Select(i => Good(Pm10, T0 + (position * 100) + i, i)).ToList());
            while (site.Store.Stored?.Position != position)
            {
                await Record.ExceptionAsync(async () => await site.Store.WriteAsync(batch, None));
            }
        }

        Assert.Empty(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal(Batches * 16, server.Taken.Distinct().Count());
    }

    [Fact]
    public async Task WhatWasWrittenBeforeTheFailure_CountsAndIsNotSentAgain()
    {
        var answers = 0;
        await using var server = new FakeInflux(_ => ++answers == 3 ? FakeAnswer.Error(503, "busy") : FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url, change: o => o with { MostLines = 4 });
        var batches = Enumerable.Range(1, 6).Select(p => Batch(p, Good(Pm10, T0 + p, p), Good(Flow, T0 + p, p))).ToList();
        await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(batches, None));
        Assert.Equal(4, site.Store.Stored!.Value.Position);
        await site.Store.WriteAsync(batches, None);
        Assert.Equal([4, 4, 4, 4], server.Writes.Select(w => w.Length));
        Assert.Equal(12, server.Taken.Count);
    }

    [Fact]
    public async Task ValueThatIsNoNumber_IsADeadLetterOfItsMessage_AndNotTheLatest()
    {
        await using var server = new FakeInflux(_ => FakeAnswer.Written);
        await using var site = new InfluxSite(server.Url);
        await site.Store.WriteAsync(InfluxSite.Messages(1, Good(Pm10, T0, 1), Good(Pm10, T0 + 1, double.NaN)), None);
        var letter = Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal((1, "aq-001:pm10 = NaN at 1768284000001"), (letter.Message, letter.Line));
        Assert.Equal([Good(Pm10, T0, 1)], await site.Store.LatestAsync([Pm10], None));
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task ServerThatDoesNotAnswer_IsGivenUpAfterTheTimeLimit()
    {
        using var hold = new ManualResetEventSlim();
        await using var server = new FakeInflux(_ =>
        {
            hold.Wait();
            return FakeAnswer.Written;
        });
        await using var site = new InfluxSite(server.Url, change: o => o with { Timeout = TimeSpan.FromMilliseconds(300) });
        try
        {
            Assert.Contains("did not answer within 0.3 s", (await RefusalAsync(site, Batch(1, Good(Pm10, T0, 1)))).Message, StringComparison.Ordinal);
        }
        finally
        {
            hold.Set();
        }
    }

    static async Task<TelemetryStoreException> RefusalAsync(InfluxSite site, JournalBatch batch) =>
        await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(batch, None));

    static async Task TryAsync(InfluxSite site, JournalBatch batch)
    {
        try
        {
            await site.Store.WriteAsync(batch, None);
        }
        catch (TelemetryStoreException)
        {
            Assert.Null(site.Store.Stored);
        }
    }
}
