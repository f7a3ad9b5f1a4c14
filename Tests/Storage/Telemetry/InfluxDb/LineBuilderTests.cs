using System.Text;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.InfluxDb;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

public sealed class LineBuilderTests
{
    [Fact]
    public void Record_IsOneLine_WithAFieldForEachQuantity() => AssertLines(
        """
        air,device=aq-001 pm10=21.5,pm25=9 1768284000000
        traffic,device=tr-7 flow=1200 1768284000000
        air,device=aq-001 pm10=-0.1 1768284060000

        """,
        Good(Pm10, T0, 21.5), Good(Pm25, T0, 9), Good(Flow, T0, 1200), Good(Pm10, T0 + Minute, -0.1));

    [Fact]
    public void QualityThatIsNotGood_HasItsNumberBesideTheValue() => AssertLines(
        """
        air,device=aq-001 pm10=500,pm10_q=3,pm25=7,pm25_q=2 1768284000000

        """,
        Good(Pm10, T0, 500) with { Quality = Quality.Suspect }, Good(Pm25, T0, 7) with { Quality = Quality.NotEvaluated });

    [Fact]
    public void FailedReading_IsInAFieldOfItsOwn_SoThatNoAggregateMeetsIt() => AssertLines(
        """
        air,device=aq-001 pm10_bad=-99,pm10_q=4 1768284000000

        """,
        Failed(Pm10, T0, -99));

    [Fact]
    public void LateReadings_TheGoodOneTakesAFlagBack_TheFailedOneTouchesNone() => AssertLines(
        """
        air,device=aq-001 pm10=20,pm10_q=1,pm25_bad=-5 1768284000000
        air,device=aq-001 pm10=30,pm10_q=3 1768283940000

        """,
        Good(Pm10, T0, 20) with { Late = true }, Failed(Pm25, T0, -5) with { Late = true },
        Good(Pm10, T0 - Minute, 30) with { Late = true, Quality = Quality.Suspect });

    [Fact]
    public void SecondValueOfAField_StandsInALaterLine() => AssertLines(
        """
        air,device=aq-001 pm10=1,pm25=5 1768284000000
        air,device=aq-001 pm10=2,pm10_q=1 1768284000000
        air,device=aq-001 pm10=3,pm10_q=3,pm25_bad=8 1768284000000
        air,device=aq-001 pm25_bad=9 1768284000000

        """,
        Good(Pm10, T0, 1), Good(Pm25, T0, 5), Good(Pm10, T0, 2) with { Late = true },
        Good(Pm10, T0, 3) with { Late = true, Quality = Quality.Suspect }, Failed(Pm25, T0, 8) with { Late = true },
        Failed(Pm25, T0, 9) with { Late = true });

    [Fact]
    public void FailedAndGoodOfOneMoment_ShareALine_UnlessBothHaveAFlag() => AssertLines(
        """
        air,device=aq-001 pm10_bad=-1,pm10_q=4,pm10=20,pm25_bad=-1,pm25_q=4 1768284000000
        air,device=aq-001 pm25=20,pm25_q=3 1768284000000

        """,
        Failed(Pm10, T0, -1), Good(Pm10, T0, 20), Failed(Pm25, T0, -1), Good(Pm25, T0, 20) with { Quality = Quality.Suspect });

    [Fact]
    public void DeviceThatComesBack_BeginsAnotherRecord() => AssertLines(
        """
        air,device=aq-001 pm10=1 1768284000000
        traffic,device=tr-7 flow=2 1768284000000
        air,device=aq-001 pm25=3 1768284000000

        """,
        Good(Pm10, T0, 1), Good(Flow, T0, 2), Good(Pm25, T0, 3));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(1e21, "1E+21")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void Number_IsTheShortestFloatThatGivesTheSameAgain(double value, string written) =>
        AssertLines($"air,device=aq-001 pm10={written} 1768284000000\n", Good(Pm10, T0, value));

    [Fact]
    public void TimesBeforeTheEpoch_AreNegative() =>
        AssertLines("air,device=aq-001 pm10=1 -1\nair,device=aq-001 pm10=2 0\n", Good(Pm10, -1, 1), Good(Pm10, 0, 2));

    [Fact]
    public void NamesThatNeedIt_AreEscaped()
    {
        var builder = new LineBuilder();
        builder.Add(Named("a,b=c d", "p q,r=s", "do main"), 0);
        Assert.Equal("""do\ main,device=a\,b\=c\ d p\ q\,r\=s=1 1768284000000""", builder.Text(Assert.Single(builder.Lines)));
        Assert.Empty(builder.Unwritable);
    }

    [Theory]
    [InlineData("a\nb", "pm10", "air")]
    [InlineData("aq", "pm\\", "air")]
    [InlineData("aq", "pm10", "a\rir")]
    public void NameThatNoLineCanHold_IsNotSent(string device, string quantity, string domain)
    {
        var builder = new LineBuilder();
        builder.Add(Named(device, quantity, domain), 0);
        Assert.Empty(builder.Lines);
        Assert.Contains("a name has a character", Assert.Single(builder.Unwritable).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotANumber_IsNotSent_AndTheOthersOfItsRecordAre()
    {
        var builder = new LineBuilder();
        builder.Add(
            Batch(1, Good(Pm10, T0, double.NaN), Good(Pm25, T0, 5), Good(Flow, T0, double.NegativeInfinity), Good(Pm10, long.MaxValue, 1)), 3);
        var line = Assert.Single(builder.Lines);
        Assert.Equal("air,device=aq-001 pm25=5 1768284000000", builder.Text(line));
        Assert.Equal([(3, 0), (3, 2), (3, 3)], builder.Unwritable.Select(u => (u.Batch, u.Reading)));
    }

    [Fact]
    public void Lines_KnowTheirReadings()
    {
        var builder = new LineBuilder();
        builder.Add(Batch(1, Good(Pm10, T0, 1), Good(Pm25, T0, 2), Good(Pm10, T0, 3)), 0);
        builder.Add(Batch(2, Good(Flow, T0, 4)), 1);
        Assert.Equal([(0, 0, 2), (0, 2, 1), (1, 0, 1)], builder.Lines.Select(l => (l.Batch, l.Reading, l.Readings)));
    }

    [Fact]
    public void SameBatchAgain_GivesTheSameBytes_InAUsedBuffer()
    {
        var (random, builder) = (new Random(7), new LineBuilder());
        foreach (var batch in Enumerable.Range(1, 50).Select(p => TelemetryStoreContract.RandomBatch(random, p)))
        {
            builder.Clear();
            builder.Add(batch, 0);
            var fresh = new LineBuilder();
            fresh.Add(batch, 0);
            Assert.Equal(All(fresh), All(builder));
        }
    }

    static void AssertLines(string expected, params Reading[] readings)
    {
        var builder = new LineBuilder();
        builder.Add(Batch(1, readings), 0);
        Assert.Equal(expected.ReplaceLineEndings("\n"), All(builder));
        Assert.Equal(readings.Length, builder.Lines.Sum(l => l.Readings));
    }

    static string All(LineBuilder builder) =>
        builder.Lines.Count == 0 ? "" : Encoding.UTF8.GetString(builder.Bytes(0, builder.Lines.Count).Span);

    static JournalBatch Named(string device, string quantity, string domain) => new()
    {
        Position = new JournalPosition(JournalId, 1), ReceivedAt = T0, Devices = [device], Messages = [],
        Series = [new Series(new SeriesId(device, quantity), domain, "1")],
        Readings = [new JournalReading(0, T0, T0, 1, Quality.Good, QualityReasons.None, false)],
    };
}
