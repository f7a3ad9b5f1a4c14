using CityOps.Simulators.Replay.Rows;

namespace CityOps.Tests.Simulators.Replay;

public sealed class CellReaderTests
{
    [Theory]
    [InlineData("12.5", "5", CellOutcome.Taken, 12.5)]
    [InlineData(" -1e2 ", "5", CellOutcome.Taken, -100)]
    [InlineData("", "5", CellOutcome.Missing, double.NaN)]
    [InlineData("  ", "5", CellOutcome.Missing, double.NaN)]
    [InlineData("-200", "5", CellOutcome.Missing, double.NaN)]
    [InlineData("-200.0", "5", CellOutcome.Missing, double.NaN)]
    [InlineData("-200.5", "5", CellOutcome.Taken, -200.5)]
    [InlineData("n/a", "5", CellOutcome.Missing, double.NaN)]
    [InlineData("999", "5", CellOutcome.Missing, double.NaN)]
    [InlineData("twelve", "5", CellOutcome.NoNumber, double.NaN)]
    [InlineData("1,5", "5", CellOutcome.NoNumber, double.NaN)]
    [InlineData("NaN", "5", CellOutcome.NoNumber, double.NaN)]
    [InlineData("1e999", "5", CellOutcome.NoNumber, double.NaN)]
    [InlineData("50", "0", CellOutcome.LeftOut, double.NaN)]
    [InlineData("50", "0.0", CellOutcome.LeftOut, double.NaN)]
    [InlineData("50", "off", CellOutcome.LeftOut, double.NaN)]
    [InlineData("50", "", CellOutcome.Taken, 50)]
    [InlineData("", "0", CellOutcome.Missing, double.NaN)]
    internal void Cell_IsWhatItsColumnSays(string cell, string other, CellOutcome outcome, double value)
    {
        var reader = Reader("""{ "column": "a", "quantity": "speed", "unit": "km/h", "missing": [999], "unless": { "column": "b", "is": [0, "off"] } }""");
        Assert.Equal(outcome, reader.Read(cell, other, out var read));
        Assert.Equal(value, read);
    }

    [Fact]
    public void Scale_AndOffset_ComeAfterWhatIsMissing()
    {
        var reader = Reader("""{ "column": "a", "quantity": "speed", "unit": "km/h", "scale": 3.6, "offset": 1 }""");
        Assert.Equal(CellOutcome.Taken, reader.Read("10", "", out var value));
        Assert.Equal(37, value);
        Assert.Equal(CellOutcome.Missing, reader.Read("-200", "", out _));
        Assert.Equal(CellOutcome.NoNumber, Reader("""{ "column": "a", "quantity": "speed", "unit": "km/h", "scale": 1e300 }""").Read("1e300", "", out _));
    }

    [Fact]
    public void DecimalComma_IsReadWhereTheMappingHasIt()
    {
        var reader = Reader("""{ "column": "a", "quantity": "speed", "unit": "km/h" }""", """ "delimiter": ";", "decimal": ",", """);
        Assert.Equal(CellOutcome.Taken, reader.Read("1,5", "", out var value));
        Assert.Equal(1.5, value);
        Assert.Equal(CellOutcome.NoNumber, reader.Read("1.5", "", out _));
        Assert.Equal(CellOutcome.NoNumber, reader.Read("1.000,5", "", out _));
    }

    static CellReader Reader(string column, string more = "")
    {
        var mapping = Written.MappingOf($$"""
            { {{more}} "domain": "traffic", "time": { "columns": ["t"], "format": "unix" }, "device": { "id": "x" }, "missing": [-200, "n/a"], "columns": [ {{column}} ] }
            """);
        return new CellReader(mapping.Columns[0], mapping);
    }
}
