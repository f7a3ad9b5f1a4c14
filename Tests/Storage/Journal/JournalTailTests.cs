using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalTailTests
{
    static readonly JournalMessage[] Messages =
        [.. Enumerable.Repeat(new JournalMessage(-1, MessageClass.Rejected, RejectReason.BadJson, 0, [], 0, [], false, false), 5_000)];

    static readonly JournalReading[] Readings = new JournalReading[600_000];

    readonly JournalTail _tail = new();

    [Theory]
    [InlineData(5_000, 0)]
    [InlineData(0, 5_000)]
    [InlineData(2_500, 2_500)]
    public void LargeBatches_AreBoundedByWhatIsInThem_ReadingsOrMessages(int readings, int messages)
    {
        const int Added = 250;
        for (var position = 1; position <= Added; position++)
        {
            _tail.Add(Batch(position, readings, messages));
        }

        // 100 of 5,000 are kept; who has not read the others finds them on disk.
        Assert.Equal(Added - 99, _tail.TryNext(Added - 100, out _, out _)?.Position.Position);
        Assert.Null(_tail.TryNext(Added - 101, out var onDisk, out _));
        Assert.True(onDisk);
    }

    [Fact]
    public void ABatchLargerThanTheBound_IsKeptUntilTheNext()
    {
        _tail.Add(Batch(1, 600_000, 0));
        Assert.NotNull(_tail.TryNext(0, out _, out _));
        _tail.Add(Batch(2, 1, 1));
        Assert.Null(_tail.TryNext(0, out _, out _));
        Assert.NotNull(_tail.TryNext(1, out _, out _));
    }

    static JournalBatch Batch(long position, int readings, int messages) => new()
    {
        Position = new JournalPosition(Guid.Empty, position),
        ReceivedAt = 0,
        Devices = [],
        Series = [],
        Messages = Messages[..messages],
        Readings = Readings[..readings],
    };
}
