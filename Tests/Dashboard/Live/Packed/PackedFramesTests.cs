using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Live.Packed;
using MessagePack;

namespace CityOps.Tests.Dashboard.Live.Packed;

public sealed class PackedFramesTests
{
    [Fact]
    public void Values_ComeBackBitForBit()
    {
        var frame = new ValuesFrame("e1", 7, 1_764_450_000_123,
        [
            .. Enum.GetValues<Quality>().Select((quality, i) => new ValueItem($"aq-{i}:pm10", i / 3.0, 1_764_450_000_000 + i, 1_764_450_000_050 + i, quality.ToWire())),
            new ValueItem("wl-1:level", double.MinValue, -1, 0, "good"),
        ]);

        var back = Through(frame);

        Assert.Equal((frame.Epoch, frame.Seq, frame.At), (back.Epoch, back.Seq, back.At));
        Assert.Equal(frame.Items, back.Items);
    }

    [Fact]
    public void EmptyFrame_StaysOne() => Assert.Empty(Through(new ValuesFrame("e1", 7, 0, [])).Items);

    [Fact]
    public void Map_ComesBack()
    {
        var frame = new MapFrame("e1", 7, 1_764_450_000_123, 3, [0, 70_000], [5, 1]);

        var back = Through(frame);

        Assert.Equal((frame.Epoch, frame.Seq, frame.At, frame.Places), (back.Epoch, back.Seq, back.At, back.Places));
        Assert.Equal(frame.Stations, back.Stations);
        Assert.Equal(frame.States, back.States);
    }

    [Fact]
    public void OtherShape_IsRefused()
    {
        var map = Bytes(new MapFrame("e1", 7, 0, 3, [], []));

        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<ValuesFrame>(map, PackedFrames.Options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void FiveThousandValues_TakeAThirdOfTheirJson()
    {
        var frame = new ValuesFrame("e1", 7, 0, [.. Enumerable.Range(0, 5_000).Select(i => new ValueItem($"aq-{i:0000}:pm10", i / 3.0, 1_764_450_000_000 + i, 1_764_450_000_050 + i, "good"))]);

        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(frame, System.Text.Json.JsonSerializerOptions.Web);

        Assert.InRange(Bytes(frame).Length, 1, json.Length / 3);
    }

    static T Through<T>(T frame) => MessagePackSerializer.Deserialize<T>(Bytes(frame), PackedFrames.Options);

    static byte[] Bytes<T>(T frame) => MessagePackSerializer.Serialize(frame, PackedFrames.Options);
}
