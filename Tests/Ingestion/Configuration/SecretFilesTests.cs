using System.Diagnostics;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CityOps.Tests.Ingestion.Configuration;

public sealed class SecretFilesTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly ConfigurationManager configuration = new();

    [Fact]
    public void FilesOfAFolder_AreSettingsWithoutTheirLineEnd()
    {
        File.WriteAllText(folder.File("Setup__AdminApiKey"), "a key of the administrator\n");
        File.WriteAllText(folder.File("Store__InfluxDb__Password"), "with spaces = and # signs");
        configuration.AddSecretFiles(folder.Path);
        Assert.Equal("a key of the administrator", configuration["Setup:AdminApiKey"]);
        Assert.Equal("with spaces = and # signs", configuration["Store:InfluxDb:Password"]);
    }

    [Fact]
    public void File_WinsOverWhatWasSaidBefore()
    {
        configuration.AddInMemoryCollection([new("Broker:Password", "old")]);
        File.WriteAllText(folder.File("Broker__Password"), "new");
        configuration.AddSecretFiles(folder.Path);
        Assert.Equal("new", configuration["Broker:Password"]);
    }

    [Fact]
    public void MisspeltFile_IsAMistakeLikeAnyOther()
    {
        File.WriteAllText(folder.File("Broker__Pasword"), "secret");
        configuration.AddSecretFiles(folder.Path);
        var mistakes = Assert.Throws<SettingsException>(() => CitySettingsReader.Read(configuration, "/city", production: true)).Mistakes;
        Assert.StartsWith("Broker:Pasword: no such setting", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void NamedFolderThatIsNotThere_IsRefusedInWords()
    {
        var missing = folder.File("missing");
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => configuration.AddSecretFiles(missing)).Mistakes);
        Assert.Equal($"CITYOPS_SECRETS: there is no folder {missing}", mistake);
    }

    [Fact]
    public void FileThatCannotBeRead_IsRefusedInWords()
    {
        // A link into itself stands for a file of somebody else: it fails for every user, the superuser too.
        File.CreateSymbolicLink(folder.File("Broker__Password"), "Broker__Password");
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => configuration.AddSecretFiles(folder.Path)).Mistakes);
        Assert.StartsWith($"{folder.Path}: ", mistake, StringComparison.Ordinal);
        Assert.Contains("must be able to read every file there", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_ReadsThem()
    {
        await File.WriteAllTextAsync(folder.File("Setup__AdminApiKey"), "short");
        using var dashboard = Process.Start(new ProcessStartInfo("dotnet", "CityOps.Dashboard.dll")
        {
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { [SecretFiles.FolderVariable] = folder.Path, ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        })!;
        var said = await dashboard.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await dashboard.WaitForExitAsync();
        Assert.Equal(1, dashboard.ExitCode);
        Assert.Contains("Setup:AdminApiKey: a key has at least 20 characters", said, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        configuration.Dispose();
        folder.Dispose();
    }
}
