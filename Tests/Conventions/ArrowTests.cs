using System.Reflection;
using System.Xml.Linq;
using CityOps.Core.Readings;
using CityOps.Ingestion.Intake;
using CityOps.Simulators;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Conventions;

/// <summary>Core ← Storage ← Ingestion ← Dashboard; Simulators → Core; Benchmarks → all; nothing points back.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Core", [] },
        { "Storage", ["Core"] },
        { "Ingestion", ["Core", "Storage"] },
        { "Simulators", ["Core"] },
        { "Dashboard", ["Core", "Ingestion", "Simulators", "Storage"] },
        { "Benchmarks", ["Core", "Dashboard", "Ingestion", "Simulators", "Storage"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Assembly_KnowsOnlyThoseBelowIt(string project, string[] below)
    {
        var known = Assembly(project).GetReferencedAssemblies().Select(one => one.Name!).Where(name => name.StartsWith("CityOps.", StringComparison.Ordinal));
        Assert.Empty(known.Except(below.Select(name => "CityOps." + name)));
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void ProjectFile_RefersOnlyToThoseBelowIt(string project, string[] below)
    {
        var referred = XDocument.Parse(Sources.Text($"{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        Assert.Equal(below, referred.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Core_NeedsNothingButTheRuntime()
    {
        Assert.All(Assembly("Core").GetReferencedAssemblies(), one => Assert.StartsWith("System.", one.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(Assembly("Core").GetReferencedAssemblies(), one => one.Name is "System.Net.Http" or "System.Net.Sockets" or "System.Data.Common");
    }

    [Theory]
    [InlineData("Storage", "MQTTnet", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Authentication", "Microsoft.AspNetCore.Mvc")]
    [InlineData("Simulators", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Data")]
    [InlineData("Benchmarks", "xunit", "CityOps.Tests")]
    [InlineData("Ingestion", "MudBlazor", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.SignalR")]
    public void Assembly_KnowsNothingOfOthersTrades(string project, params string[] trades)
    {
        var known = Assembly(project).GetReferencedAssemblies().Select(one => one.Name!);
        Assert.DoesNotContain(known, name => trades.Any(trade => name.StartsWith(trade, StringComparison.Ordinal)));
    }

    [Fact]
    public void Simulators_AreKnownOnlyToTheDemo()
    {
        var knowing = Sources.Files(".cs", ".razor").Where(path =>
            path.StartsWith("Dashboard/", StringComparison.Ordinal) && Sources.Text(path).Contains("CityOps.Simulators", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(knowing);
        Assert.All(knowing, path => Assert.StartsWith("Dashboard/Demo/", path, StringComparison.Ordinal));
    }

    internal static Assembly Assembly(string project) => project switch
    {
        "Core" => typeof(Reading).Assembly,
        "Storage" => typeof(Journal).Assembly,
        "Ingestion" => typeof(MqttIntake).Assembly,
        "Simulators" => typeof(CityPlayer).Assembly,
        "Benchmarks" => typeof(Checkout).Assembly,
        _ => typeof(CityOps.Dashboard.DashboardUi).Assembly,
    };
}
