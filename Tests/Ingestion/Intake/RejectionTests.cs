using System.Text;
using CityOps.Core.Wire;

namespace CityOps.Tests.Ingestion.Intake;

public sealed class RejectionTests
{
    const string Air = "\"pm10\":1";

    public static TheoryData<RejectReason, string, string> ClosedList => new()
    {
        { RejectReason.BadTopic, "cityops/v1/air/aq-1/reading", IntakeCity.At(0, Air) },
        { RejectReason.BadTopic, "cityops/v1/nowhere/aq-1/readings", IntakeCity.At(0, Air) },
        { RejectReason.BadTopic, "cityops/v1/air/a b/readings", IntakeCity.At(0, Air) },
        { RejectReason.BadJson, IntakeCity.Aq1, "{" },
        { RejectReason.BadJson, IntakeCity.Aq1, "" },
        { RejectReason.TooLarge, IntakeCity.Aq1, IntakeCity.At(0, Air, $"\"x\":\"{new string('x', 256 * 1024)}\",") },
        { RejectReason.TooDeep, IntakeCity.Aq1, IntakeCity.At(0, Air, $"\"x\":{new string('[', 40)}{new string(']', 40)},") },
        { RejectReason.TooMany, IntakeCity.Aq1, $"[{string.Join(',', Enumerable.Repeat("{}", 10_001))}]" },
        { RejectReason.BadTime, IntakeCity.Aq1, """{"ts":"yesterday","m":{"pm10":1}}""" },
        { RejectReason.TooOld, IntakeCity.Aq1, IntakeCity.At(-31 * 86_400 - 1, Air) },
        { RejectReason.InFuture, IntakeCity.Aq1, IntakeCity.At(301, Air) },
        { RejectReason.NoValues, IntakeCity.Aq1, IntakeCity.At(0, "") },
        { RejectReason.BadValue, IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":\"many\"") },
        { RejectReason.BadQuantity, IntakeCity.Aq1, IntakeCity.At(0, "\"9\":1") },
        { RejectReason.UnknownUnit, IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":{\"v\":1,\"u\":\"bar\"}") },
        { RejectReason.DeviceMismatch, IntakeCity.Aq1, IntakeCity.At(0, Air, "\"device\":\"aq-2\",") },
        { RejectReason.WrongDomain, "cityops/v1/water/known/readings", IntakeCity.At(0, "\"level\":1") },
        { RejectReason.TooManySeries, "cityops/v1/air/known/readings", IntakeCity.At(0, "\"co\":1") },
    };

    [Theory]
    [MemberData(nameof(ClosedList))]
    public async Task EachReason_IsCountedQuarantinedAndAcknowledged(RejectReason reason, string topic, string payload)
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { MaxSeries = 2 });
        await city.SendAsync("cityops/v1/air/known/readings", IntakeCity.At(0, "\"pm10\":1,\"no2\":2"));
        await city.SendAsync(topic, payload);

        var device = reason == RejectReason.BadTopic ? null : topic.Split('/')[3];
        Assert.Equal((2, 1, 1, 0), (city.Total.Received, city.Total.Decoded, city.Total.Rejected.Sum(), city.Total.Shed));
        Assert.Equal(1, IntakeCity.Count(city.Total.Rejected, reason));
        Assert.Equal(2, city.Readings().Count);
        Assert.Equal(device is null ? 0 : 1, city.Ledger.Devices(0).Sum(d => d.Device == device ? d.Counts.Rejected.Sum() : 0));

        var row = Assert.Single(city.Quarantine());
        Assert.Equal((topic, reason, device, IntakeCity.Now.ToUnixTimeMilliseconds()), (row.Entry.Topic, row.Entry.Reason, row.Device, row.ReceivedAt));
        Assert.NotEmpty(row.Entry.Detail!);
        var bytes = Encoding.UTF8.GetBytes(payload);
        Assert.Equal(bytes.Length, row.Entry.Bytes);
        Assert.Equal(bytes[..Math.Min(bytes.Length, 16 * 1024)], row.Entry.Payload);
    }

    [Fact]
    public async Task UnknownDevice_IsRefusedWithoutAutoAcceptAndARegisteredOneIsTaken()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { AutoAccept = false });
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, Air));
        Assert.Equal((1, 1), (city.Total.Received, IntakeCity.Count(city.Total.Rejected, RejectReason.UnknownDevice)));
        Assert.Equal(RejectReason.UnknownDevice, Assert.Single(city.Quarantine()).Entry.Reason);

        await city.Registry.PutDeviceAsync("aq-1", new("Box", "air", null, null, null));
        await city.Feed.Mirror.RefreshAsync(default);
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, Air));
        Assert.Equal((2, 1), (city.Total.Received, city.Total.Decoded));
    }

    [Fact]
    public async Task PartlyRefusedMessage_IsDecodedWithOneQuarantineRowOfItsFirstReason()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":1,\"pm25\":{\"v\":1,\"u\":\"bar\"},\"no2\":\"x\",\"o3\":\"y\",\"co\":null"));

        Assert.Equal((1, 1, 1), (city.Total.Received, city.Total.Decoded, city.Total.ReadingsTaken));
        Assert.Equal((1, 2), (IntakeCity.Count(city.Total.ReadingsRefused, RejectReason.UnknownUnit), IntakeCity.Count(city.Total.ReadingsRefused, RejectReason.BadValue)));
        Assert.Equal(RejectReason.UnknownUnit, Assert.Single(city.Quarantine()).Entry.Reason);
    }

    /// <summary>The device has pm10 and may have no more; the decoder and the judge of series refuse in one payload.</summary>
    [Theory]
    [InlineData("\"pm10\":2,\"o3\":1,\"pm25\":\"x\"", RejectReason.TooManySeries, "quantities")]
    [InlineData("\"pm10\":2,\"pm25\":\"x\",\"o3\":1", RejectReason.BadValue, "pm25")]
    [InlineData("\"pm25\":\"x\",\"pm10\":2,\"o3\":1", RejectReason.BadValue, "pm25")]
    [InlineData("\"o3\":1,\"pm25\":\"x\"", RejectReason.TooManySeries, "quantities")]
    [InlineData("\"pm25\":\"x\",\"o3\":1", RejectReason.BadValue, "pm25")]
    public async Task FirstRefusedReadingInPayloadOrder_GivesTheReasonAndTheWords(string values, RejectReason reason, string detail)
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { MaxSeries = 1 });
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, Air));
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(1, values));

        var row = Assert.Single(city.Quarantine());
        Assert.Equal(reason, row.Entry.Reason);
        Assert.Contains(detail, row.Entry.Detail, StringComparison.Ordinal);
        var taken = values.Contains("pm10", StringComparison.Ordinal);
        Assert.Equal((taken ? 2 : 1, taken ? 0 : 1), (city.Total.Decoded, IntakeCity.Count(city.Total.Rejected, reason)));
        Assert.Equal((1, 1), (IntakeCity.Count(city.Total.ReadingsRefused, RejectReason.TooManySeries), IntakeCity.Count(city.Total.ReadingsRefused, RejectReason.BadValue)));
    }

    [Fact]
    public async Task ClockThatIsFarOff_ShowsItsSkewThoughNothingWasTaken()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(3_600, Air));
        Assert.Equal((3_600_000, null), (city.Ledger.Device("aq-1", 0)!.SkewMs, city.Ledger.Device("aq-1", 0)!.LastReceivedAt));
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(-2, Air));
        Assert.Equal(-2_000, city.Ledger.Device("aq-1", 0)!.SkewMs);
        await city.RestartAsync();
        Assert.Equal(-2_000, city.Ledger.Device("aq-1", 0)!.SkewMs);
    }

    [Fact]
    public async Task EndlessTopic_IsKeptShort()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync("cityops/v1/" + new string('x', 60_000), "{}");
        Assert.Equal(1_024, Assert.Single(city.Quarantine()).Entry.Topic.Length);
    }

    [Theory]
    [InlineData("cityops/v1/air/aq-1/status", "online")]
    [InlineData("cityops/v1/air/aq-1/status", "rubbish")]
    [InlineData("cityops/v1/air/aq-1/commands", "{}")]
    [InlineData("cityops/v1/_live/x", "{}")]
    [InlineData("v3/app@tenant/devices/x/up", "{}")]
    public async Task OtherTopics_AreNotInTheLedger(string topic, string payload)
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(topic, payload);
        Assert.Equal((0, 0), (city.Total.Received, city.Journal.Head));
    }
}
