using System.Globalization;
using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Configuration;

public sealed class DataFolderTests
{
    [Fact]
    public void HeldFolder_IsRefusedWithTheHolder_UntilItIsLetGo()
    {
        using var folder = new TempFolder();
        using (DataFolder.Open(folder.File(".lock")))
        {
            var refusal = Assert.Throws<DataFolderHeldException>(() => DataFolder.Open(folder.File(".lock")));
            Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
            Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
        }

        DataFolder.Open(folder.File(".lock")).Dispose();
    }

    [Fact]
    public void FolderThatCannotBe_IsAMistakeOfItsSetting()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("data"), "a file");
        var mistake = Assert.Throws<SettingsException>(() => DataFolder.Open(Path.Combine(folder.File("data"), ".lock")));
        Assert.StartsWith("Data:Path: ", Assert.Single(mistake.Mistakes), StringComparison.Ordinal);
    }
}
