using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using CityOps.Core.City;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Means;

namespace CityOps.Dashboard.Api.Export;

/// <summary>An export as bytes, piece by piece: the next one is made when it is asked for, so it needs the memory of one, however long the file is.</summary>
static class ExportPieces
{
    const int PieceBytes = 32 * 1024;

    /// <summary>Each series after the other, oldest reading first. A piece is valid until the next one is asked for; there is at least one.</summary>
    /// <param name="from">Unix ms, inclusive.</param>
    /// <param name="to">Unix ms, exclusive.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        ITelemetryReader store, IReadOnlyList<Series> all, long from, long to, TimeZoneInfo? zone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var piece = new ArrayBufferWriter<byte>(PieceBytes * 2);
        Encoding.UTF8.GetBytes(ExportLines.Header(zone), piece);
        foreach (var series in all)
        {
            var lines = new ExportLines(series, zone);
            await foreach (var reading in store.ReadAllAsync(series.Id, from, to, cancellationToken))
            {
                lines.Write(piece, reading);
                if (piece.WrittenCount >= PieceBytes)
                {
                    yield return piece.WrittenMemory;
                    cancellationToken.ThrowIfCancellationRequested();
                    piece.ResetWrittenCount();
                }
            }
        }

        yield return piece.WrittenMemory;
    }
}
