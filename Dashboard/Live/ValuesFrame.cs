using System.Text.Json.Serialization;

namespace CityOps.Dashboard.Live;

/// <summary>Newest values as the hub and the snapshot give them.</summary>
/// <param name="Epoch">Random per start of this process: after another one, fetch the snapshot again.</param>
/// <param name="Seq">Rises by one with each tick; a snapshot has everything up to and including its number.</param>
/// <param name="Items">Empty when nothing changed: the frame then says that the line lives.</param>
public sealed record ValuesFrame(
    string Epoch, long Seq, [property: JsonConverter(typeof(InstantConverter))] long At, IReadOnlyList<ValueItem> Items);
