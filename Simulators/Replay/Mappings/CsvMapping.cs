using System.Text.Json;

namespace CityOps.Simulators.Replay.Mappings;

/// <summary>What the columns of a recorded CSV mean, as a mapping file says it (docs/replay.md). Immutable.</summary>
/// <param name="Domain">Second level of the topics; all its devices belong to it.</param>
/// <param name="Device">Whose a row is, unless a column says otherwise.</param>
/// <param name="Columns">What is sent; other columns are not looked at.</param>
/// <param name="Delimiter">One character.</param>
/// <param name="Decimal">Decimal sign of the numbers: <c>.</c> or <c>,</c>.</param>
/// <param name="IntervalSeconds">How often a device reports in the recording; null = not said.</param>
/// <param name="Missing">Numbers and texts that stand for no value. An empty cell always does.</param>
/// <param name="Stations">Names and positions, one by one.</param>
/// <param name="StationTable">Names and positions from a second CSV.</param>
sealed record CsvMapping(
    string Domain, TimeColumns Time, DeviceColumn Device, IReadOnlyList<ValueColumn> Columns, string Delimiter = ",", string Decimal = ".",
    int? IntervalSeconds = null, IReadOnlyList<JsonElement>? Missing = null, IReadOnlyList<StationEntry>? Stations = null,
    StationTableColumns? StationTable = null, string? About = null);

/// <summary>Where the time of a row stands.</summary>
/// <param name="Columns">Joined by a space.</param>
/// <param name="Format"><c>iso</c>, <c>unix</c> (seconds), <c>unixMs</c>, or a .NET format such as <c>dd/MM/yy HH</c>.</param>
/// <param name="Zone">Of a time that does not say its own: <c>UTC</c>, an offset such as <c>+01:00</c>, or an IANA name.</param>
sealed record TimeColumns(IReadOnlyList<string> Columns, string Format = "iso", string? Zone = null);

/// <summary>Either the one device of all rows, or the column with its id, which is put behind a prefix.</summary>
sealed record DeviceColumn(string? Id = null, string? Column = null, string Prefix = "");

/// <summary>A column that is sent, as <c>value × Scale + Offset</c> in <paramref name="Unit"/>.</summary>
/// <param name="Device">The column is of this device, and not of the row's.</param>
/// <param name="Missing">Further values that stand for none, in this column.</param>
/// <param name="Unless">The value is not a measurement where another column says so.</param>
sealed record ValueColumn(
    string Column, string Quantity, string Unit, double Scale = 1, double Offset = 0, string? Device = null,
    IReadOnlyList<JsonElement>? Missing = null, OtherColumn? Unless = null);

/// <summary>Another column and what stands in it.</summary>
sealed record OtherColumn(string Column, IReadOnlyList<JsonElement> Is);

/// <summary>Where a device stands. Latitude and longitude in degrees, WGS 84.</summary>
sealed record StationEntry(string Device, string? Name = null, double? Lat = null, double? Lon = null, string? District = null);

/// <summary>The columns of a CSV with one row for each station; <paramref name="Key"/> is what the mapping's device column has, without its prefix.</summary>
sealed record StationTableColumns(
    string File, string Key, string? Name = null, string? Lat = null, string? Lon = null, string? District = null, string Delimiter = ",");
