"""Reading: graders, solutions, and the judge's environment, memory and expected values."""

from __future__ import annotations

from attacks import oracles
from attacks.frame import Attack


def _file(name: str, call: str, *needs: str) -> Attack:
    return Attack(
        name=name, line="Reading", file="reading", call=call, saw=oracles.leaks, needs=needs, files=True
    )  # fmt: skip


def _judge(name: str, call: str, *needs: str) -> Attack:
    return Attack(name=name, line="Reading", file="reading", call=call, saw=oracles.leaks, needs=needs)


def _near(name: str, call: str) -> Attack:
    return Attack(
        name=name, line="Reading", file="reading", call=call, saw=oracles.leaks, against="shares its process"
    )  # fmt: skip


ATTACKS = (
    _file("a grader by open()", "by_open"),
    _file("a solution by open()", "solution_by_open"),
    _file("a grader by os.open", "by_os_open"),
    _file("a grader by io.open_code", "by_open_code"),
    _file("a grader by np.fromfile", "by_fromfile"),
    _file("a grader by np.memmap", "by_memmap"),
    _file("a grader by np.genfromtxt", "by_genfromtxt"),
    _file("a grader mapped into memory", "by_mmap"),
    _file("a grader by sendfile into the output", "by_sendfile"),
    _file("a grader by C's fopen", "by_fopen"),
    _file("a grader by a raw open", "by_raw_open", "x86_64"),
    _file("a grader by a raw openat", "by_raw_openat"),
    _file("a grader by openat2", "by_openat2"),
    _file("a grader by its file handle", "by_file_handle", "root"),
    _file("a grader through a link planted in the submission's folder", "through_a_planted_link"),
    _file("a grader through a link made at run time", "through_a_link_made_now"),
    _file("a grader through a hard link", "through_a_hard_link"),
    _file("a grader through .. from an allowed folder", "through_dots"),
    _file("a grader through a directory handle", "through_a_directory_handle"),
    _file("a grader through an O_PATH handle", "through_a_path_handle"),
    _file("a grader through the judge's /proc root", "through_the_root_of_a_process"),
    _file("a grader through the judge's working folder", "through_the_folder_of_a_process"),
    _file("a grader by chdir into its folder", "by_moving_in"),
    _file("the names of graders by os.listdir", "by_listdir"),
    _file("the names of graders by os.walk", "by_walk"),
    _file("the names of graders by glob", "by_glob"),
    _file("the names of graders by getdents64", "by_getdents"),
    _file("a grader by import", "by_import"),
    _file("a grader by an import spec", "by_spec"),
    _file("a grader by its loader's get_data", "by_loader"),
    _file("a grader by runpy", "by_run_path"),
    _file("a grader by linecache", "by_linecache"),
    _file("a grader by tokenize", "by_tokenize"),
    _file("a grader by another program", "by_another_program"),
    _file("an extended attribute of a grader", "by_extended_attribute", "attributes"),
    _file("the names of a grader's extended attributes", "by_names_of_attributes", "attributes"),
    Attack(
        name="a grader by torch.from_file",
        line="Reading",
        file="torching",
        call="from_file",
        saw=oracles.leaks,
        needs=("torch",),
        files=True,
    ),
    _judge("the judge's environment", "environment_of_the_judge"),
    _judge("the judge's arguments", "arguments_of_the_judge"),
    _judge("the judge's memory by /proc/PID/mem", "memory_by_proc"),
    _judge("the judge's memory by /proc/PID/task", "memory_by_task"),
    _judge("the judge's memory by process_vm_readv", "memory_by_process_vm_readv"),
    _judge("the judge's memory by PTRACE_ATTACH", "memory_by_ptrace_attach", "x86_64"),
    _judge("the judge's memory by PTRACE_SEIZE", "memory_by_ptrace_seize", "x86_64"),
    _judge("the judge's open grader by pidfd_getfd", "descriptor_by_pidfd_getfd"),
    _judge("the judge's open grader by /proc/PID/fd", "descriptor_by_proc"),
    _near("expected values by gc.get_objects", "by_objects"),
    _near("expected values in the callers' frames", "by_frames"),
    _near("expected values through a traceback", "by_traceback"),
    _near("expected values in the main module", "by_main_module"),
    _near("expected values in any module", "by_modules"),
    _near("secrets in the inherited environment", "by_own_environment"),
    _near("secrets in inherited memory", "by_inherited_memory"),
    _near("graders in inherited descriptors", "by_inherited_descriptors"),
    _near("secrets in the parent's arguments", "by_parents_arguments"),
)
